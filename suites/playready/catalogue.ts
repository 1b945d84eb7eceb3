import type { Catalogue } from '../../harness/verdict/requirement.ts';
import { faults } from './requirements/faults.ts';
import { transport } from './requirements/transport.ts';

const requirements = {
  ...transport,
  ...faults,
} as const;

/** The id of a requirement of PlayReady: a check for any other id doesn't compile. */
export type PlayReadyRequirementId = keyof typeof requirements;

/**
 * What is public of PlayReady's protocol between client and server, by the sections of
 * PlayReady-facts. There is no specification; each row says how its rule is known.
 */
export const catalogue: Catalogue<PlayReadyRequirementId> = {
  specification: 'PlayReady',
  revision: 'MicrosoftDocs/PlayReady 855d6787, Windows-universal-samples, testweb.playready',
  sectionUrl: 'https://learn.microsoft.com/playready/',
  requirements,
};

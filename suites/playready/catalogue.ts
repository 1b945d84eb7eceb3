import type { Catalogue } from '../../harness/verdict/requirement.ts';
import { acknowledge } from './requirements/acknowledge.ts';
import { acquireLicense } from './requirements/acquire-license.ts';
import { challenge } from './requirements/challenge.ts';
import { deletion } from './requirements/delete.ts';
import { domain } from './requirements/domain.ts';
import { faults } from './requirements/faults.ts';
import { metering } from './requirements/metering.ts';
import { packaging } from './requirements/packaging.ts';
import { reports } from './requirements/reports.ts';
import { serverStates } from './requirements/server-states.ts';
import { testServer } from './requirements/test-server.ts';
import { transport } from './requirements/transport.ts';

const requirements = {
  ...transport,
  ...faults,
  ...acquireLicense,
  ...serverStates,
  ...challenge,
  ...acknowledge,
  ...metering,
  ...packaging,
  ...deletion,
  ...domain,
  ...reports,
  ...testServer,
} as const;

/** The id of a requirement of PlayReady: a check for any other id doesn't compile. */
export type PlayReadyRequirementId = keyof typeof requirements;

/**
 * What is public of PlayReady's protocol between client and server, by the sections of
 * PlayReady-facts. There is no specification: the revision is the day of the documents
 * (MicrosoftDocs/PlayReady 855d6787), and each row says how its rule is known.
 */
export const catalogue: Catalogue<PlayReadyRequirementId> = {
  specification: 'PlayReady',
  revision: '2026-05-01',
  sectionUrl: 'https://learn.microsoft.com/playready/',
  requirements,
};

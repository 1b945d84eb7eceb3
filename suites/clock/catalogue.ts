import type { Catalogue } from '../../harness/verdict/requirement.ts';
import { clientOwner } from './requirements/client-owner.ts';
import { furtherServices } from './requirements/further-services.ts';
import { http } from './requirements/http.ts';
import { links } from './requirements/links.ts';
import { petition } from './requirements/petition.ts';
import { response } from './requirements/response.ts';

const requirements = {
  ...links,
  ...http,
  ...petition,
  ...response,
  ...furtherServices,
  ...clientOwner,
} as const;

/** The id of a requirement of the services: a check for any other id doesn't compile. */
export type ClockRequirementId = keyof typeof requirements;

/**
 * Secure clock, Secure Time and the services of client owners. No one document specifies them; sections
 * are those of PlayReady-facts, and each row names the document that states it.
 */
export const catalogue: Catalogue<ClockRequirementId> = {
  specification: 'PlayReady services',
  revision: '2026-05-01',
  sectionUrl: 'https://learn.microsoft.com/openspecs/windows_protocols/ms-drmcd/',
  requirements,
};

import { conformingHttp, type HttpRules } from './http-rules.ts';
import { conformingLinks, type LinkRules } from './link-rules.ts';
import { conformingOwner, type OwnerRules } from './owner-rules.ts';
import { conformingPetition, type PetitionRules } from './petition-rules.ts';
import { conformingResponse, type ResponseRules } from './response-rules.ts';

/**
 * Every rule the server obeys, each one value or one small function. A mutant is a
 * `Partial<Behaviour>`: the rule it breaks, and nothing else.
 */
export interface Behaviour extends LinkRules, PetitionRules, ResponseRules, HttpRules, OwnerRules {}

export const conforming: Behaviour = {
  ...conformingLinks,
  ...conformingPetition,
  ...conformingResponse,
  ...conformingHttp,
  ...conformingOwner,
};

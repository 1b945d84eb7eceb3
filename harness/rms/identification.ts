import type { IdentityRole } from '../target/identity.ts';
import { Blocked } from '../verdict/blocked.ts';
import { escapeText } from '../xml/escape.ts';
import type { Kit } from './kit.ts';

/** Where the Identification of a request stands. */
export type IdentificationPlace = 'beside UserName' | 'in place of UserName';

/** The SID of a user, or Blocked. */
export function sidOf(kit: Kit, role: IdentityRole): string {
  const { sid } = kit.identity(role);
  if (sid !== undefined) return sid;
  throw missingSid(role);
}

/** What a check is blocked with that needs a SID which the target does not name. */
export function missingSid(role: IdentityRole): Blocked {
  return new Blocked(
    'identity-missing',
    `The target names no SID of the ${role}; add sid to the user under identities (docs/targets.md).`,
  );
}

/**
 * Puts an Identification of AuthenticationMode and Id alone into a minimal Precertify request: what
 * the fixture `full` has besides, a requestor should leave out (MS-RMSI 3.3.4.1.3.3).
 */
export function identify(sid: string, place: IdentificationPlace): (message: string) => string {
  return message =>
    message.replace(
      /<([\w-]+:|)UserName>[^<]*<\/\1UserName>/,
      (userName, prefix: string) =>
        (place === 'beside UserName' ? userName : '') +
        `<${prefix}Identification><${prefix}AuthenticationMode>Windows</${prefix}AuthenticationMode>` +
        `<${prefix}Id>${escapeText(sid)}</${prefix}Id></${prefix}Identification>`,
    );
}

/**
 * Texts that are no SID by the grammar of MS-DTYP 2.4.2.1: too short, with a blank inside, of another
 * revision, with a leading zero, a number of eleven digits or an authority of three hexadecimal ones,
 * and an email address. The prefix is compared without case there, so that is nothing to refuse.
 */
export function malformedSids(sid: string, emailAddress: string): readonly string[] {
  return [
    '',
    'S-1',
    'S-1-5',
    'S-1-5-',
    sid.replace(/-(\d+)$/, '- $1'),
    sid.replace(/^S-1-/i, 'S-2-'),
    sid.replace(/-(\d+)$/, '-0$1'),
    `${sid}-10000000000`,
    sid.replace(/^S-1-\d+/i, 'S-1-0x005'),
    emailAddress,
  ];
}

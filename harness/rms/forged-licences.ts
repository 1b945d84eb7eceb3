import { randomUUID } from 'node:crypto';
import type { Principal } from '../xrml/certificate.ts';
import { modeOfKey } from '../xrml/mode.ts';
import { buildRightsPolicyTemplate } from '../xrml/rights-policy-template.ts';
import { foreignKeyPair } from './foreign-key.ts';
import type { Kit } from './kit.ts';
import { allowsEditing } from './licences.ts';
import type { Tampering } from './tamper.ts';

type Maker = Pick<Kit, 'server' | 'seal'>;

/**
 * Licenses for a server that allow it to edit them and are well signed, by somebody that no server
 * trusts: under a name of their own, and under the server's with another key.
 */
export function licencesOfStrangers({ server, seal }: Maker): readonly Tampering[] {
  const own = server();
  const signWith = foreignKeyPair(own.publicKey.bits);
  const sign = (what: string, name: Partial<Principal>): Tampering => ({
    what: `a license signed by ${what}`,
    licence: seal({
      applicationSpecific: [allowsEditing],
      issuer: { ...own, ...name, publicKey: signWith.publicKey },
      signWith,
    }),
  });
  return [
    sign('a stranger', { id: `{${randomUUID()}}` }),
    sign("a stranger under the server's name", {}),
  ];
}

/**
 * Unsigned licenses for a server whose rights data are an official template (MS-RMPR 2.2.9.10) that
 * the server never signed: another key did, it was changed later, or nobody did.
 */
export function forgedTemplates({ server, seal }: Maker): readonly Tampering[] {
  const own = server();
  const signWith = foreignKeyPair(own.publicKey.bits);
  const template = buildRightsPolicyTemplate({
    mode: modeOfKey(own.publicKey.bits),
    issuer: { ...own, publicKey: signWith.publicKey },
    signWith,
    names: [{ lcid: 1033, name: 'Assay', description: 'A template of the harness' }],
    publishingUrl: own.address ?? 'http://assay.example/_wmcs/licensing',
    rights: [{ name: 'VIEW', principal: { type: 'Internal', id: 'Anyone' } }],
    applicationSpecific: [allowsEditing],
  });
  const forge = (what: string, rightsData: string): Tampering => ({
    what: `an official template ${what}`,
    licence: seal({ rightsData }),
  });
  return [
    forge('that another key signed', template),
    forge('changed after it was signed', template.replace('A template', 'a template')),
    forge('that nobody signed', template.replace(/<SIGNATURE>[\s\S]*<\/SIGNATURE>/, '')),
  ];
}

import { randomUUID } from 'node:crypto';
import { foreignKeyPair } from './foreign-key.ts';
import type { Kit } from './kit.ts';
import type { Tampering } from './tamper.ts';

/**
 * A publishing license that is in order, but issued by and for a server that this one does not
 * know.
 */
export function licenceOfAnotherServer({ server, seal }: Kit): Tampering {
  const own = server();
  const signWith = foreignKeyPair(own.publicKey.bits);
  const other = { ...own, id: `{${randomUUID()}}`, publicKey: signWith.publicKey };
  const licence = seal({ principal: () => other, issuer: other, signWith });
  return { what: "another server's license", licence };
}

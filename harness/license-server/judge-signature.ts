import { isSignedBy, signatureForms, type SignatureForm } from '../wmdrm/primitives/signature.ts';
import type { AssumptionName } from '../wmdrm/wmdrm-assumptions.ts';
import type { WmdrmContext } from './context.ts';

/** What is assumed of every signature. */
const names = ['signature-hash', 'signature-encoding'] as const satisfies readonly AssumptionName[];

/** A signature of ECDSA over ECC1, and what it has to be of. */
export interface Signed {
  readonly text: Uint8Array;
  readonly signature: Uint8Array;
  /** PUBKEY. */
  readonly key: Uint8Array;
  /** For messages. */
  readonly what: string;
}

/**
 * Demands that a signature verifies: as the target declares signatures to be, or else in any form that may
 * be meant. Where it verifies in none, that is a violation only if the target declares the form.
 */
export function judgeSignature(
  context: WmdrmContext,
  { text, signature, key, what }: Signed,
): void {
  const form: SignatureForm = {
    'signature-hash': context.assume('signature-hash'),
    'signature-encoding': context.assume('signature-encoding'),
  };
  const { assumptions } = context.state;
  const isOpen = names.some(name => assumptions[name] === undefined);
  // What the target declares is not tried otherwise.
  const forms = signatureForms(form).filter(each =>
    names.every(name => (assumptions[name] ?? each[name]) === each[name]),
  );
  const found = forms.find(each => isSignedBy(text, signature, key, each));
  if (found === undefined)
    context.violateIfDeclared(
      names,
      'a signature that verifies with the given key',
      'one that does not',
      what,
    );
  if (isOpen)
    context.note(
      `Signatures verify with ${found['signature-hash']}, r and s ${found['signature-encoding']}.`,
    );
}

import { envelopeNamespace } from '../soap/version.ts';
import type { OperationName } from './operations.ts';

/** A change of a message's text; messages are UTF-8, and what is not changed keeps its bytes. */
export type Edit = (message: Uint8Array) => Uint8Array;

/** Replaces the first match of a pattern in a message, byte for byte otherwise. */
export function replaceIn(
  message: Uint8Array,
  pattern: RegExp,
  replacement: (match: string, ...groups: string[]) => string,
): Uint8Array {
  const text = Buffer.from(message).toString('latin1');
  return new Uint8Array(Buffer.from(text.replace(pattern, replacement), 'latin1'));
}

/** Renames the operation's element to one that no service has. */
export function renameOperation(name: OperationName): Edit {
  const tag = new RegExp(`(</?(?:[\\w.-]+:)?)${name}(?=[\\s>])`, 'g');
  return message => replaceIn(message, tag, (_match, start) => `${start}AssayNoSuchOperation`);
}

/** Cuts a message off in its middle, so that it is not well-formed. */
export const cutInHalf: Edit = message => message.subarray(0, Math.floor(message.length / 2));

/** Takes out all that the envelope's Body holds. */
export const emptyBody: Edit = message =>
  replaceIn(
    message,
    /(<(?:[\w.-]+:)?Body(?:\s[^>]*)?>)[^]*(<\/(?:[\w.-]+:)?Body\s*>)/,
    (_match, open, close) => `${open}${close}`,
  );

/**
 * Adds a header block that nobody knows, mandatory or not (SOAP 1.1 section 4.2.3), in a Header that is
 * there or in one of its own.
 */
export function unknownHeaderBlock(mustUnderstand: '0' | '1'): Edit {
  const { soap11 } = envelopeNamespace;
  const block = `<assay:Unknown xmlns:assay="urn:assay:unknown" xmlns:env="${soap11}" env:mustUnderstand="${mustUnderstand}"></assay:Unknown>`;
  const inHeader = /<\/(?:[\w.-]+:)?Header\s*>/;
  return message =>
    inHeader.test(Buffer.from(message).toString('latin1'))
      ? replaceIn(message, inHeader, match => `${block}${match}`)
      : replaceIn(
          message,
          /<(?:[\w.-]+:)?Body[\s>]/,
          match => `<env:Header xmlns:env="${soap11}">${block}</env:Header>${match}`,
        );
}

/** The same message in an envelope of SOAP 1.2; only the namespace of the envelope is another. */
export const asSoap12: Edit = message =>
  replaceIn(message, new RegExp(envelopeNamespace.soap11, 'g'), () => envelopeNamespace.soap12);

import { envelopeNamespace, type SoapVersion } from './version.ts';

/**
 * An edit of a message that adds a header block nobody knows, mandatory or not (SOAP 1.1 section 4.2.3,
 * SOAP 1.2 part 1 section 5.2.3).
 */
export function unknownBlock(version: SoapVersion, mustUnderstand: '0' | '1') {
  const block = `<assay:Unknown xmlns:assay="urn:assay:unknown" xmlns:env="${envelopeNamespace[version]}" env:mustUnderstand="${mustUnderstand}"/>`;
  return (message: string): string => message.replace(/<\/(?:[\w-]+:)?Header>/, `${block}$&`);
}

import type { Reply } from '../soap/reply.ts';
import { quote } from '../verdict/expect.ts';
import { child, descendants, type XmlElement } from '../xml/element.ts';
import { verifySignature } from '../xrml/signature.ts';
import { parseUseLicense, type UseLicense } from '../xrml/use-license.ts';
import { XrmlError } from '../xrml/xrml-error.ts';
import { certificateTexts, wholeText } from './certificate-texts.ts';
import type { Kit } from './kit.ts';
import { sameWork } from './work.ts';

/** One entry of an array of licenses: a use license, or an exception in its place. */
export interface LicenseSlot {
  readonly license?: UseLicense;
  /** The text of the exception, and its batchindex as written (MS-RMSI 3.5.4.1.3.5). */
  readonly exception?: {
    readonly element: XmlElement;
    readonly text: string;
    readonly batchIndex?: string;
  };
  /** Why it is neither. */
  readonly problem?: string;
  readonly path: string;
}

/** What a response of the licensing service holds (MS-RMSI 3.5.4.1.3.4, MS-RMPR 3.4.4.1.3.4). */
export interface LicensesRead {
  /** In order; of AcquireLicense the first entry of each chain. */
  readonly slots: readonly LicenseSlot[];
  /**
   * The texts of the server's certificates: what stands beside or, in AcquireLicense, after the
   * license.
   */
  readonly chain: readonly string[];
  /** What stands in ReferenceCertificates and is not nil. */
  readonly references: readonly XmlElement[];
}

const exceptionElements = ['AcquirePreLicenseException', 'AcquireLicenseException'];

/**
 * Reads a response to AcquirePreLicense or AcquireLicense. Elements are told by their local names: in
 * which namespace they have to be is the schema's business, and for the exceptions no sentence says
 * it (TRAPS.md 2.11).
 *
 * @returns undefined when the reply is a fault or no SOAP message
 */
export function readLicenses(reply: Reply): LicensesRead | undefined {
  if (reply.envelope === undefined || reply.fault !== undefined) return undefined;
  const all = descendants(reply.envelope.body);
  const texts = certificateTexts(wholeText(reply));
  const certificates = all.filter(({ name }) => name === 'XrML');
  // A license's signature is over its text, which the tree has no more.
  const textOf = (holder: XmlElement): string | undefined => {
    const xrml = child(holder, 'XrML');
    return xrml && certificates.length === texts.length
      ? texts[certificates.indexOf(xrml)]
      : undefined;
  };
  const entriesOf = (array: string): readonly (readonly XmlElement[])[] =>
    all.filter(({ name }) => name === array).map(({ children }) => children);
  const isPreLicense = reply.content?.name === 'AcquirePreLicenseResponse';
  const chains = entriesOf('CertificateChain');
  const entries = isPreLicense
    ? entriesOf('Licenses').flat()
    : chains.flatMap(chain => chain.slice(0, 1));
  return {
    slots: entries.map(entry => readSlot(entry, textOf(entry))),
    chain: (chains[0] ?? []).slice(isPreLicense ? 0 : 1).map(entry => textOf(entry) ?? ''),
    references: entriesOf('ReferenceCertificates')
      .flat()
      .filter(({ children, text }) => children.length > 0 || text.trim() !== ''),
  };
}

/** The entries of {@link readLicenses}; none when there is no such response. */
export function readLicenseSlots(reply: Reply): readonly LicenseSlot[] {
  return readLicenses(reply)?.slots ?? [];
}

/** Whether no exception stands in place of a license: in no schema do these stand (TRAPS.md 2.11). */
export function holdsNoException({ content }: Reply): boolean {
  return content === undefined || !descendants(content).some(isException);
}

const isException = ({ name }: XmlElement): boolean => exceptionElements.includes(name);

function readSlot(element: XmlElement, text: string | undefined): LicenseSlot {
  const { path } = element;
  const exception = [element, ...element.children].find(isException);
  if (exception !== undefined) {
    const index = child(exception, 'batchindex')?.text;
    return {
      path,
      exception: {
        element: exception,
        text: child(exception, 'ExceptionString')?.text ?? exception.text,
        ...(index !== undefined && { batchIndex: index }),
      },
    };
  }
  if (text === undefined) return { path, problem: `a ${element.name} that holds no license` };
  try {
    return { path, license: parseUseLicense(text) };
  } catch (error) {
    if (error instanceof XrmlError) return { path, problem: error.message };
    throw error;
  }
}

/** Why an entry is not a use license, signed by the server, for the content of the editable license. */
export async function useLicenseDoubt(slot: LicenseSlot, kit: Kit): Promise<string | undefined> {
  const { license } = slot;
  if (license === undefined) return describeSlot(slot);
  const signature = verifySignature(license.certificate, kit.server().publicKey);
  if (!signature.valid) return `a use license whose signature is wrong (${signature.reason})`;
  const { xml } = await kit.published('editable');
  return sameWork(license.certificate.xml, xml) ? undefined : 'a use license for other content';
}

/** One line that says what an entry is, for the `came` side of a finding. */
export function describeSlot(slot: LicenseSlot | undefined): string {
  if (slot === undefined) return 'nothing';
  const { license, exception, problem } = slot;
  if (license !== undefined) return `a use license for ${quote(license.licensee.name ?? '')}`;
  return problem ?? `an exception (${quote(exception?.text ?? '')})`;
}

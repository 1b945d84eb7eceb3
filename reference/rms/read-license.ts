import type { XmlElement } from '../../harness/xml/element.ts';
import { parseCertificate, type Certificate } from '../../harness/xrml/certificate.ts';
import { XrmlError } from '../../harness/xrml/xrml-error.ts';
import { Refused } from './refusal.ts';

/** Whether a Certificate element holds nothing: XmlSerializer gives null for an empty one too. */
export function isEmptyCertificate(holder: XmlElement): boolean {
  return holder.children.length === 0 && holder.text.trim() === '';
}

/** Parsed licenses by their text, until they are many (plCache, MS-RMPR 3.1.1.1.3); nothing secret. */
const parsed = new Map<string, Certificate>();
const keptLicenses = 100;

/**
 * The license in a Certificate element, parsed from the text that came: signatures are taken over text.
 *
 * @throws Refused `notXrml`
 */
export function readLicense(
  holder: XmlElement,
  source: (element: XmlElement) => string | undefined,
): Certificate {
  const [root] = holder.children;
  const text = root?.name === 'XrML' && root.namespace === '' ? source(root) : undefined;
  if (text === undefined) throw new Refused('notXrml', 'The license is no XrML.');
  const known = parsed.get(text);
  if (known !== undefined) return known;
  try {
    const license = parseCertificate(text);
    if (parsed.size >= keptLicenses) parsed.clear();
    parsed.set(text, license);
    return license;
  } catch (error) {
    if (error instanceof XrmlError) throw new Refused('notXrml', 'The license cannot be read.');
    throw error;
  }
}

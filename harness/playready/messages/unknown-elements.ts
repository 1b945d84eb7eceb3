import type { XmlElement } from '../../xml/element.ts';
import { readMarkup, type Markup } from '../markup.ts';
import { messages, protocols, xmldsig, xmlenc } from '../namespaces.ts';
import { licenseResponseParts } from './license-response.ts';
import type { Direction, SchemaOperation } from './schema-marks.ts';

/** The documented children of an element, by namespace. */
type Known = Readonly<Record<string, readonly string[]>>;

const messageOf = (payload: string, children: Known): Readonly<Record<string, Known>> => ({
  Challenge: { [protocols]: [payload], [xmldsig]: ['Signature'] },
  Response: { [protocols]: [payload], [xmldsig]: ['Signature'] },
  [payload]: children,
});

/** Documented children by the name of their parent, where all of them are documented. */
const known: Partial<Record<`${SchemaOperation}.${Direction}`, Readonly<Record<string, Known>>>> = {
  'AcquireLicense.request': messageOf('LA', {
    [protocols]: [
      'Version',
      'ContentHeader',
      'CLIENTINFO',
      'RevocationLists',
      'CustomData',
      'LicenseNonce',
      'ClientTime',
    ],
    [xmlenc]: ['EncryptedData'],
  }),
  'AcquireLicense.response': {
    AcquireLicenseResponse: { [protocols]: ['AcquireLicenseResult'] },
    AcquireLicenseResult: { [messages]: ['Response'] },
    ...messageOf('LicenseResponse', { [protocols]: licenseResponseParts }),
  },
  'ProcessDeleteLicenseData.request': messageOf('DeleteLicenseData', {
    [protocols]: ['Version', 'SessionID', 'KIDS'],
    [xmlenc]: ['EncryptedData'],
  }),
  'ProcessDeleteLicenseData.response': {
    ProcessDeleteLicenseDataResponse: { [protocols]: ['ProcessDeleteLicenseDataResult'] },
    ProcessDeleteLicenseDataResult: { [messages]: ['Response'] },
    ...messageOf('DeleteLicenseResponse', { [protocols]: ['Version', 'SessionID'] }),
  },
};

/**
 * A message without the elements that no public source knows, which may stand in the answers of newer
 * servers and the challenges of newer clients (PlayReady-facts 1.4 R9, 2.1): blanks stand in their
 * place, so that lines stay. One whose local name is documented there remains, whatever its namespace:
 * it is no news but a mistake.
 *
 * @param text - a well-formed message without document type declaration
 * @param root - the same, parsed
 */
export function withoutUnknown(
  text: string,
  root: XmlElement,
  operation: SchemaOperation,
  direction: Direction,
): string {
  const parents = known[`${operation}.${direction}`];
  const markup = readMarkup(text);
  if (parents === undefined || markup === undefined) return text;
  const parts: string[] = [];
  let at = 0;
  const visit = (element: XmlElement, tags: Markup): void => {
    const documented = Object.hasOwn(parents, element.name) ? parents[element.name] : undefined;
    const names = documented && Object.values(documented).flat();
    element.children.forEach((child, index) => {
      const place = tags.children[index];
      if (place === undefined) return;
      if (names === undefined || names.includes(child.name)) visit(child, place);
      else {
        parts.push(text.slice(at, place.start), blank(text.slice(place.start, place.end)));
        at = place.end;
      }
    });
  };
  visit(root, markup);
  return parts.join('') + text.slice(at);
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

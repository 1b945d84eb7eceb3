import { attribute, child, children, type XmlElement } from '../../xml/element.ts';
import { decodeBase64 } from '../../base64.ts';
import { checksumBytes } from '../checksum.ts';
import { kidBytes } from '../kid.ts';
import { complain, type HeaderComplaint } from './complaint.ts';
import type { HeaderVersion } from './header.ts';

/** KEYLEN by ALGID in version 4.0.0.0 (PlayReady-facts 5.3). */
const keyLengths: Readonly<Record<string, string>> = { AESCTR: '16', COCKTAIL: '7' };

/** Holds the values of a header to what its version allows (PlayReady-facts 5.3). */
export function valueComplaints(
  root: XmlElement,
  version: HeaderVersion,
): readonly HeaderComplaint[] {
  const data = child(root, 'DATA');
  if (data === undefined) return [];
  const protection = child(data, 'PROTECTINFO');
  return [
    ...(version === '4.0.0.0' ? singleKey(data, protection) : listedKeys(protection, version)),
    ...urls(data),
    ...contents(data),
    ...choice(child(data, 'DECRYPTORSETUP'), ['ONDEMAND']),
    ...licenseRequested(protection),
  ];
}

function singleKey(
  data: XmlElement,
  protection: XmlElement | undefined,
): readonly HeaderComplaint[] {
  const algorithm = protection && child(protection, 'ALGID');
  const length = protection && child(protection, 'KEYLEN');
  const kid = child(data, 'KID');
  const sum = child(data, 'CHECKSUM');
  const named = algorithm?.text.trim() ?? '';
  const bits = keyLengths[named];
  return [
    ...choice(algorithm, Object.keys(keyLengths), 'algorithm'),
    ...(length === undefined || bits === undefined ? [] : choice(length, [bits], 'key-length')),
    ...(kid === undefined ? [] : kidComplaints(kid, kid.text)),
    ...(sum === undefined ? [] : checksumComplaints(sum, sum.text, named)),
  ];
}

function listedKeys(
  protection: XmlElement | undefined,
  version: HeaderVersion,
): readonly HeaderComplaint[] {
  const parent = version === '4.1.0.0' ? protection : protection && child(protection, 'KIDS');
  if (parent === undefined) return [];
  const keys = children(parent, 'KID');
  const algorithms = keys.map(key => attribute(key, 'ALGID'));
  const differ = version === '4.3.0.0' && new Set(algorithms).size > 1;
  const said = algorithms.map(algorithm => algorithm ?? 'none').join(', ');
  return [
    ...keys.flatMap(key => keyComplaints(key, version)),
    ...(differ
      ? [
          complain(
            'algorithm',
            parent,
            `Expected one ALGID for all KIDs, or none for any; found ${said.slice(0, 100)}.`,
          ),
        ]
      : []),
  ];
}

function keyComplaints(key: XmlElement, version: HeaderVersion): readonly HeaderComplaint[] {
  const value = attribute(key, 'VALUE');
  const algorithm = attribute(key, 'ALGID');
  const sum = attribute(key, 'CHECKSUM');
  const allowed = version === '4.3.0.0' ? ['AESCTR', 'AESCBC', 'COCKTAIL'] : ['AESCTR', 'COCKTAIL'];
  const missing = (name: string) =>
    complain('missing', key, `Expected the attribute ${name} on <KID>; found none.`);
  return [
    ...(value === undefined ? [missing('VALUE')] : kidComplaints(key, value)),
    ...(algorithm === undefined && version !== '4.3.0.0' ? [missing('ALGID')] : []),
    ...(algorithm === undefined || allowed.includes(algorithm)
      ? []
      : [complain('algorithm', key, expected(allowed, 'as ALGID', algorithm))]),
    ...(sum === undefined ? [] : checksumComplaints(key, sum, algorithm ?? '')),
    ...(key.text.trim() === '' && key.children.length === 0
      ? []
      : [complain('content', key, 'Expected no content in <KID>; found some.')]),
  ];
}

function kidComplaints(where: XmlElement, value: string): readonly HeaderComplaint[] {
  const length = decodeBase64(value)?.length;
  if (length === kidBytes) return [];
  const found = length === undefined ? 'no base64' : `${length} bytes`;
  return [complain('kid', where, `Expected base64 of the 16 bytes of a GUID; found ${found}.`)];
}

function checksumComplaints(
  where: XmlElement,
  value: string,
  algorithm: string,
): readonly HeaderComplaint[] {
  if (algorithm === 'AESCBC')
    return [complain('checksum', where, 'Expected no CHECKSUM beside AESCBC; found one.')];
  const length = decodeBase64(value)?.length;
  const wanted = Object.entries(checksumBytes).find(([name]) => name === algorithm)?.[1];
  if (length !== undefined && (wanted === undefined || length === wanted)) return [];
  const found = length === undefined ? 'no base64' : `${length} bytes`;
  const what = `Expected base64 of ${wanted ?? 'some'} bytes as CHECKSUM; found ${found}.`;
  return [complain('checksum', where, what)];
}

function urls(data: XmlElement): readonly HeaderComplaint[] {
  return ['LA_URL', 'LUI_URL']
    .flatMap(name => children(data, name))
    .filter(({ text }) => !/^[a-z][a-z\d+.-]*:\S+$/i.test(text.trim()))
    .map(element =>
      complain(
        'url',
        element,
        `Expected an absolute URL in <${element.name}>; found ${element.text.trim() === '' ? 'nothing' : `"${element.text.trim().slice(0, 60)}"`}.`,
      ),
    );
}

function contents(data: XmlElement): readonly HeaderComplaint[] {
  const empty = children(data, 'CUSTOMATTRIBUTES').filter(
    ({ text, children: inner }) => text.trim() === '' && inner.length === 0,
  );
  return [
    ...empty.map(element =>
      complain('content', element, 'Expected content in <CUSTOMATTRIBUTES>; found none.'),
    ),
    ...children(data, 'DS_ID').flatMap(element => kidComplaints(element, element.text)),
  ];
}

function licenseRequested(protection: XmlElement | undefined): readonly HeaderComplaint[] {
  const value = protection && attribute(protection, 'LICENSEREQUESTED');
  if (protection === undefined || value === undefined || ['true', 'false'].includes(value))
    return [];
  const what = expected(['true', 'false'], 'as LICENSEREQUESTED', value);
  return [complain('content', protection, what)];
}

function choice(
  element: XmlElement | undefined,
  allowed: readonly string[],
  rule: 'content' | 'algorithm' | 'key-length' = 'content',
): readonly HeaderComplaint[] {
  if (element === undefined || allowed.includes(element.text.trim())) return [];
  return [complain(rule, element, expected(allowed, `in <${element.name}>`, element.text.trim()))];
}

function expected(allowed: readonly string[], where: string, found: string): string {
  return `Expected ${allowed.join(' or ')} ${where}; found "${found.slice(0, 60)}".`;
}

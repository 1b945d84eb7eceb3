import { printable } from '../../harness/discovery/printable.ts';
import type { Described, DescribedHeader } from './describe-header.ts';

const forms = { pssh: 'pssh box', object: 'PlayReady Object', header: 'WRMHEADER' } as const;
const types: Readonly<Record<number, string>> = {
  1: 'header',
  2: 'reserved',
  3: 'embedded license store',
};

/** A header for people, a fact on each line; what it says of itself is made printable. */
export function renderHeader(described: Described): string {
  const { form, boxes, records, headers, complaints } = described;
  return [
    forms[form],
    ...boxes.flatMap(({ version, kids }) => [
      `  version ${version}`,
      ...kids.map(({ guid, header, bigEndian }) => `  KID ${guid}  ${header}  ${bigEndian}`),
    ]),
    ...records.map(
      ({ type, bytes }, index) =>
        `record ${index + 1}: type ${type} (${types[type] ?? 'not documented'}), ${bytes} bytes`,
    ),
    ...headers.flatMap(renderOne),
    ...(complaints.length === 0
      ? ['strict: no complaints']
      : [
          `strict: ${complaints.length} ${complaints.length === 1 ? 'complaint' : 'complaints'}`,
          ...complaints.map(
            ({ level, rule, section, where, what }) =>
              `  ${level} ${rule} (section ${section}), ${printable(where)}: ${printable(what, 400)}`,
          ),
        ]),
  ].join('\n');
}

function renderOne(header: DescribedHeader): readonly string[] {
  const { DS_ID: dsId, CUSTOMATTRIBUTES: attributes } = header;
  const named = ['LA_URL', 'LUI_URL', 'KEYLEN', 'DECRYPTORSETUP', 'LICENSEREQUESTED'] as const;
  return [
    `header: version ${printable(header.version ?? 'missing')}, ${header.encoding.toUpperCase()}, ${header.bytes} bytes`,
    ...header.keys.flatMap(({ value, kid, algorithm, checksum }) => [
      kid === undefined
        ? `  KID "${printable(value)}", which is none`
        : `  KID ${kid.guid}  ${kid.header}  ${kid.bigEndian}`,
      `    ALGID ${printable(algorithm ?? 'none')}, CHECKSUM ${checksum === undefined ? 'none' : `${printable(checksum.value)} (${checksum.verdict})`}`,
    ]),
    ...named.flatMap(name => {
      const text = header[name];
      return text === undefined ? [] : [`  ${name} ${printable(text, 400)}`];
    }),
    ...(dsId === undefined ? [] : [`  DS_ID ${printable(dsId.value)}  ${dsId.guid ?? 'no GUID'}`]),
    ...(attributes === undefined
      ? []
      : [`  CUSTOMATTRIBUTES ${attributes.map(name => printable(name, 60)).join(' ')}`]),
  ];
}

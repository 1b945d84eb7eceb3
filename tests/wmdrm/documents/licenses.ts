import { base64, invalid, valid, type SchemaDocument } from './schema-document.ts';

const dataParts = [
  '<LID>{00000000-0000-0000-0000-000000000000}</LID>',
  `<KID>${base64(16)}</KID>`,
  '<ISSUEDATE>20040101</ISSUEDATE>',
  '<PRIORITY>10</PRIORITY>',
  `<CONTENTPUBKEY>${base64(40)}</CONTENTPUBKEY>`,
  `<RevocationList>${base64(20)}</RevocationList>`,
];
const signature = `<SIGNATURE><VALUE>${base64(40)}</VALUE></SIGNATURE>`;
const chain = '<CERTIFICATECHAIN><CERTIFICATE>a</CERTIFICATE></CERTIFICATECHAIN>';
const signed = signature + chain;
const data = (rest = '', changes: Readonly<Record<number, string>> = {}) =>
  `<DATA>${dataParts.map((part, at) => changes[at] ?? part).join('\n')}${rest}</DATA>`;
const inner = (content: string, after = '') =>
  `<LICENSE version="2.0.0.0"><LICENSORINFO>${content}</LICENSORINFO>${after}</LICENSE>`;

const info = '/LICENSE/LICENSORINFO[1]';

/** Documents in licenses of version 7. */
export const licenses: readonly SchemaDocument[] = [
  ...valid('LICENSE', {
    'what is known': inner(data() + signed),
    'no attribute version': inner(data() + signed).replace(' version="2.0.0.0"', ''),
    'META and ENABLINGBITS': inner(
      data('<META><a/><b c="d">e</b></META><ENABLINGBITS><VALUE>AA==</VALUE></ENABLINGBITS>') +
        signed,
    ),
    'an empty META': inner(data('<META/>') + signed),
    'anything after RevocationList': inner(
      data('<FOO a="b">c<d/></FOO><x xmlns="urn:x"/><META/>') + signed,
    ),
    'the chain before the signature': inner(data() + chain + signature),
    'more in SIGNATURE': inner(
      data() + signature.replace('<VALUE>', '<HASH type="a"/><VALUE>') + chain,
    ),
    'no CERTIFICATE': inner(`${data()}${signature}<CERTIFICATECHAIN/>`),
    'three CERTIFICATEs': inner(
      data() + signature + chain.replace('<CERTIFICATE>', '<CERTIFICATE/>'.repeat(2) + '$&'),
    ),
    'more after LICENSORINFO': inner(data() + signed, '<FOO/>'),
  }),
  ...invalid('LICENSE', {
    nothing: ['<LICENSE/>', '/LICENSE'],
    'no DATA': [inner(signed), `${info}/SIGNATURE[1]`],
    'DATA after SIGNATURE': [inner(signature + data() + chain), `${info}/SIGNATURE[1]`],
    ...Object.fromEntries(
      dataParts.map((part, at): [string, readonly [string, string]] => [
        `no ${/\w+/.exec(part)?.[0] ?? ''}`,
        [
          inner(data('', { [at]: '' }) + signed),
          at + 1 < dataParts.length
            ? `${info}/DATA[1]/${/\w+/.exec(dataParts[at + 1] ?? '')?.[0] ?? ''}[1]`
            : `${info}/DATA[1]`,
        ],
      ]),
    ),
    'a PRIORITY that is no number': [
      inner(data('', { 3: '<PRIORITY>a</PRIORITY>' }) + signed),
      `${info}/DATA[1]/PRIORITY[1]`,
    ],
    'text in META': [inner(data('<META>a</META>') + signed), `${info}/DATA[1]/META[1]`],
    'an attribute of META': [inner(data('<META a="b"/>') + signed), `${info}/DATA[1]/META[1]`],
    'META before RevocationList': [
      inner(data('', { 5: `<META/>${dataParts[5] ?? ''}` }) + signed),
      `${info}/DATA[1]/META[1]`,
    ],
    'no SIGNATURE': [inner(data() + chain), info],
    'no CERTIFICATECHAIN': [inner(data() + signature), info],
    'no VALUE in SIGNATURE': [inner(`${data()}<SIGNATURE/>${chain}`), `${info}/SIGNATURE[1]`],
    'a VALUE with an element': [
      inner(`${data()}<SIGNATURE><VALUE><a/></VALUE></SIGNATURE>${chain}`),
      `${info}/SIGNATURE[1]/VALUE[1]`,
    ],
    'two SIGNATUREs': [inner(data() + signed + signature), `${info}/SIGNATURE[2]`],
    'a root in another namespace': [
      inner(data() + signed).replace('<LICENSE', '<LICENSE xmlns="urn:x"'),
      '/LICENSE',
    ],
  }),
];

import { readFileSync } from 'node:fs';
import { base64, invalid, valid, type SchemaDocument } from './schema-document.ts';

/** An example of the specification with its places filled in; fixtures/README.md tells how. */
export function example(version: 7 | 11): string {
  const file = new URL(`../../../fixtures/wmdrm/request-version-${version}.xml`, import.meta.url);
  return readFileSync(file, 'utf8');
}

const clientParts = [
  `<CLIENTID>${base64(168)}</CLIENTID>`,
  '<CLIENTVERSION>9.00.00.2778</CLIENTVERSION>',
  '<SECURITYVERSION>2.2</SECURITYVERSION>',
  '<APPSECURITY>2000</APPSECURITY>',
  '<SUBJECTID1>212</SUBJECTID1>',
  '<SUBJECTID2>1107</SUBJECTID2>',
  '<DRMKVERSION>2.2.0.0</DRMKVERSION>',
];

/** CLIENTINFO with some of its parts changed: left out, or replaced, by their place. */
export const clientInfo = (changes: Readonly<Record<number, string>> = {}) =>
  `<CLIENTINFO>${clientParts.map((part, at) => changes[at] ?? part).join('\n')}</CLIENTINFO>`;

const actions = (count: number) =>
  `<ACTIONLIST>${'<ACTION>Play</ACTION>'.repeat(count)}</ACTIONLIST>`;

const requestParts = {
  challenge: `<V1CHALLENGE>${base64(201)}</V1CHALLENGE>`,
  actions: actions(2),
  client: clientInfo(),
  revocation: `<REVOCATIONINFO>${base64(28)}</REVOCATIONINFO>`,
  header: '<WRMHEADER version="2.0.0.0"><DATA>a</DATA></WRMHEADER>',
};

/** A request with some of its parts changed, or with what is given instead. */
export const request = (changes: Partial<typeof requestParts> | readonly string[] = {}) => {
  const parts = changes instanceof Array ? changes : Object.values({ ...requestParts, ...changes });
  return `<LICENSEREQUEST version="2.0.0.0">${parts.join('\n')}</LICENSEREQUEST>`;
};

const elsewhere = [
  ...['REVOCATIONINFO', 'MACHINECERTIFICATE', 'MACHINEINFO', 'REVINFO'].map(
    name => `<${name}>${base64(28)}</${name}>`,
  ),
  requestParts.header,
  '<WMRMHEADER><DATA/></WMRMHEADER>',
];

const { challenge, actions: list, client, revocation, header } = requestParts;

const validRequests = valid('LICENSEREQUEST', {
  'example 4.3': example(7),
  'example 4.6': example(11),
  'all parts': request(),
  'only V1CHALLENGE': request([challenge]),
  'no attribute version': request().replace(' version="2.0.0.0"', ''),
  'another attribute': request().replace(' version', ' xmlns:x="urn:x" x:a="1" version'),
  'an empty V1CHALLENGE': request({ challenge: '<V1CHALLENGE/>' }),
  'one ACTION': request({ actions: actions(1) }),
  'five ACTIONs': request({ actions: actions(5) }),
  'an ACTION that is not predefined': request({
    actions: '<ACTIONLIST><ACTION>Lend</ACTION></ACTIONLIST>',
  }),
  'no SECURITYVERSION': request({ client: clientInfo({ 2: '' }) }),
  'no DRMKVERSION': request({ client: clientInfo({ 6: '' }) }),
  'APPSEC for APPSECURITY': request({ client: clientInfo({ 3: '<APPSEC>2000</APPSEC>' }) }),
  'an empty SUBJECTID2': request({ client: clientInfo({ 5: '<SUBJECTID2/>' }) }),
  'a blank SUBJECTID2': request({ client: clientInfo({ 5: '<SUBJECTID2>\n</SUBJECTID2>' }) }),
  'a negative SUBJECTID1': request({ client: clientInfo({ 4: '<SUBJECTID1>-1</SUBJECTID1>' }) }),
  WMRMHEADER: request({ header: '<WMRMHEADER version="2.0.0.0"><DATA/></WMRMHEADER>' }),
  'an empty header': request({ header: '<WRMHEADER/>' }),
  'a header with anything in it': request({
    header: '<WRMHEADER a="1"><LICENSEREQUEST/><x xmlns="urn:x">a<b/></x></WRMHEADER>',
  }),
  'elements of others at the end': request([challenge, header, '<x xmlns="urn:x"/>']),
  'elements of others after V1CHALLENGE alone': request([challenge, '<x xmlns="urn:x"/>']),
  ...Object.fromEntries(
    elsewhere.flatMap(part =>
      clientParts.map((first, at) => [
        `${/\w+/.exec(part)?.[0] ?? ''} in CLIENTINFO, before its part ${at}`,
        request({ client: clientInfo({ [at]: part + first }), revocation: '', header: '' }),
      ]),
    ),
  ),
  'all that is elsewhere, at the end of CLIENTINFO': request([
    challenge,
    clientInfo({ 6: elsewhere.join('') }),
  ]),
});

const root = '/LICENSEREQUEST';
const inClient = `${root}/CLIENTINFO[1]`;

const invalidRequests = invalid('LICENSEREQUEST', {
  'no V1CHALLENGE': [request([list, client]), `${root}/ACTIONLIST[1]`],
  nothing: ['<LICENSEREQUEST/>', root],
  'two V1CHALLENGEs': [request([challenge, challenge]), `${root}/V1CHALLENGE[2]`],
  'V1CHALLENGE after ACTIONLIST': [request([list, challenge]), `${root}/ACTIONLIST[1]`],
  'a V1CHALLENGE that is no base64': [
    request({ challenge: '<V1CHALLENGE>AAA</V1CHALLENGE>' }),
    `${root}/V1CHALLENGE[1]`,
  ],
  'a V1CHALLENGE with an attribute': [
    request({ challenge: '<V1CHALLENGE a="1"/>' }),
    `${root}/V1CHALLENGE[1]`,
  ],
  'no ACTION': [request({ actions: actions(0) }), `${root}/ACTIONLIST[1]`],
  'six ACTIONs': [request({ actions: actions(6) }), `${root}/ACTIONLIST[1]/ACTION[6]`],
  'ACTIONLIST after CLIENTINFO': [request([challenge, client, list]), `${root}/ACTIONLIST[1]`],
  'CLIENTINFO after REVOCATIONINFO': [request([challenge, revocation, client]), inClient],
  'REVOCATIONINFO after the header': [
    request([challenge, header, revocation]),
    `${root}/REVOCATIONINFO[1]`,
  ],
  'two REVOCATIONINFOs': [
    request([challenge, revocation, revocation]),
    `${root}/REVOCATIONINFO[2]`,
  ],
  'a REVOCATIONINFO that is no base64': [
    request({ revocation: '<REVOCATIONINFO>A</REVOCATIONINFO>' }),
    `${root}/REVOCATIONINFO[1]`,
  ],
  'a REVOCATIONINFO in CLIENTINFO that is no base64': [
    request({ client: clientInfo({ 6: '<REVOCATIONINFO>A</REVOCATIONINFO>' }) }),
    `${inClient}/REVOCATIONINFO[1]`,
  ],
  'two headers': [request([challenge, header, header]), `${root}/WRMHEADER[2]`],
  'a header in both spellings': [
    request([challenge, header, '<WMRMHEADER/>']),
    `${root}/WMRMHEADER[1]`,
  ],
  'a header with text': [request({ header: '<WRMHEADER>a</WRMHEADER>' }), `${root}/WRMHEADER[1]`],
  'an element that nobody knows': [request([challenge, '<FOO/>']), `${root}/FOO[1]`],
  'an element in CLIENTINFO that nobody knows': [
    request({ client: clientInfo({ 6: '<FOO/>' }) }),
    `${inClient}/FOO[1]`,
  ],
  'a root in another namespace': [
    request().replace('<LICENSEREQUEST', '<LICENSEREQUEST xmlns="urn:x"'),
    root,
  ],
  'both APPSECURITY and APPSEC': [
    request({ client: clientInfo({ 3: '<APPSECURITY/><APPSEC/>' }) }),
    `${inClient}/APPSEC[1]`,
  ],
  'no CLIENTID': [request({ client: clientInfo({ 0: '' }) }), `${inClient}/CLIENTVERSION[1]`],
  'no CLIENTVERSION': [
    request({ client: clientInfo({ 1: '' }) }),
    `${inClient}/SECURITYVERSION[1]`,
  ],
  'no APPSECURITY': [request({ client: clientInfo({ 3: '' }) }), `${inClient}/SUBJECTID1[1]`],
  'no SUBJECTID1': [request({ client: clientInfo({ 4: '' }) }), `${inClient}/SUBJECTID2[1]`],
  'no SUBJECTID2': [request({ client: clientInfo({ 5: '' }) }), `${inClient}/DRMKVERSION[1]`],
  'neither SUBJECTID2 nor what follows': [
    request({ client: clientInfo({ 5: '', 6: '' }) }),
    inClient,
  ],
  'an empty SUBJECTID1': [
    request({ client: clientInfo({ 4: '<SUBJECTID1/>' }) }),
    `${inClient}/SUBJECTID1[1]`,
  ],
  'a SUBJECTID2 that is no number': [
    request({ client: clientInfo({ 5: '<SUBJECTID2>a</SUBJECTID2>' }) }),
    `${inClient}/SUBJECTID2[1]`,
  ],
  'a CLIENTID that is no base64': [
    request({ client: clientInfo({ 0: '<CLIENTID>A</CLIENTID>' }) }),
    `${inClient}/CLIENTID[1]`,
  ],
  ...Object.fromEntries(
    clientParts.slice(1).map((part, at): [string, readonly [string, string]] => {
      const before = clientParts[at] ?? '';
      const name = /\w+/.exec(part)?.[0] ?? '';
      // Before SECURITYVERSION, which may be missing, APPSECURITY is not early.
      const seen = name === 'APPSECURITY' ? 'SECURITYVERSION' : name;
      return [
        `${name} too early`,
        [
          request({ client: clientInfo({ [at]: part, [at + 1]: before }) }),
          `${inClient}/${seen}[1]`,
        ],
      ];
    }),
  ),
});

/** Requests of versions 7 and 11. */
export const requests: readonly SchemaDocument[] = [...validRequests, ...invalidRequests];

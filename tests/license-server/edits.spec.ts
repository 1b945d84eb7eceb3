import { expect, test } from '@playwright/test';
import {
  flipBit,
  overwrite,
  withClientId,
  withElementText,
  withMachineCertificate,
  withRevocationInfo,
  withV1Challenge,
} from '../../harness/license-server/edits.ts';
import { validateWmdrm } from '../../harness/wmdrm/validate.ts';
import { fc } from '../fast-check.ts';
import { counted } from '../wmdrm/bits.ts';
import { base64, header } from './own-server.ts';

/** A request as a client may write it, with what stands in the places that edits are for. */
const request = (parts: Partial<typeof plain> = {}) => {
  const { v1, clientId, machine, revocation, version, content, inClient } = { ...plain, ...parts };
  return `<?xml version="1.0"?>\r\n<LICENSEREQUEST version="2.0.0.0">\n <V1CHALLENGE>${v1}</V1CHALLENGE>\n <ACTIONLIST><ACTION>Play</ACTION></ACTIONLIST>\n <CLIENTINFO>${machine}<CLIENTID >${clientId}</CLIENTID >\n<CLIENTVERSION>${version}</CLIENTVERSION><APPSECURITY>2000</APPSECURITY><SUBJECTID1>212</SUBJECTID1><SUBJECTID2/>${inClient}</CLIENTINFO>${revocation}${content}\n</LICENSEREQUEST>`;
};
const plain = {
  v1: base64(counted(201)),
  clientId: `\n${base64(counted(168, 7))}\n`,
  machine: '',
  revocation: '',
  version: '9.00',
  content: header,
  inClient: '',
};

const info = (bytes: Uint8Array) => `<REVOCATIONINFO>${base64(bytes)}</REVOCATIONINFO>`;
const isValid = (text: string) => validateWmdrm('LICENSEREQUEST', Buffer.from(text)).length === 0;
const blocked = { name: 'Blocked', code: 'recording-missing' };

test('each edit changes its own stretch, and nothing else', () => {
  const changed = counted(168, 40);
  expect(withClientId(request(), () => changed)).toBe(request({ clientId: base64(changed) }));
  expect(withV1Challenge(request(), () => changed)).toBe(request({ v1: base64(changed) }));
  expect(withElementText(request(), 'CLIENTVERSION', 'a')).toBe(request({ version: 'a' }));
  const machine = (text: string) => `<MACHINECERTIFICATE>${base64(text)}</MACHINECERTIFICATE>`;
  expect(
    withMachineCertificate(request({ machine: machine('<c:\u00e4/>') }), text => `${text}!`),
  ).toBe(request({ machine: machine('<c:\u00e4/>!') }));
});

test('an edit is given the bytes that stand there', () => {
  const seen: Uint8Array[] = [];
  const see = (bytes: Uint8Array) => (seen.push(bytes), bytes);
  withClientId(request(), see);
  withV1Challenge(request(), see);
  withClientId(request({ clientId: '#' }), see);
  withClientId(request({ clientId: '' }), see);
  expect(seen).toEqual([counted(168, 7), counted(201), new Uint8Array(), new Uint8Array()]);
});

test('a text is escaped, whatever it is, and stays one text', () => {
  fc.assert(
    fc.property(
      fc
        .string({ unit: 'binary' })
        .filter(text => !/[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/.test(text)),
      text => {
        const edited = withElementText(request(), 'CLIENTVERSION', text);
        expect(isValid(edited)).toBe(true);
        const [before, after] = request({ version: '|' }).split('|');
        expect(edited.startsWith(before ?? '?') && edited.endsWith(after ?? '?')).toBe(true);
      },
    ),
    { numRuns: 50 },
  );
  const dollars = withElementText(request(), 'CLIENTVERSION', "$1$&$'");
  expect(dollars).toBe(request({ version: "$1$&amp;$'" }));
});

test('a request without the element blocks', () => {
  const without = request().replace(/<CLIENTID >[^]*<\/CLIENTID >/, '');
  expect(() => withClientId(without, bytes => bytes)).toThrow(expect.objectContaining(blocked));
  for (const name of ['MACHINECERTIFICATE', 'DRMKVERSION'])
    expect(() => withElementText(request(), name, 'a')).toThrow(expect.objectContaining(blocked));
  expect(() => withMachineCertificate(request(), text => text)).toThrow(
    expect.objectContaining(blocked),
  );
});

test('a collection in which there is nothing to change blocks', () => {
  const machine = `<MACHINECERTIFICATE>${base64('<x/>')}</MACHINECERTIFICATE>`;
  expect(() => withMachineCertificate(request({ machine }), text => text.trim())).toThrow(
    expect.objectContaining(blocked),
  );
});

test('REVOCATIONINFO is put before the header, wherever that stands, and the request is valid', () => {
  const bytes = counted(28);
  const below = withRevocationInfo(request(), bytes);
  expect(below).toBe(request({ revocation: info(bytes) }));
  const wmrm = header.replaceAll('WRMHEADER', 'WMRMHEADER');
  const parts = { content: '', inClient: wmrm };
  const inside = withRevocationInfo(request(parts), bytes);
  expect(inside).toBe(request({ ...parts, inClient: info(bytes) + wmrm }));
  const without = withRevocationInfo(request({ content: '' }), bytes);
  expect(without).toContain(`\n${info(bytes)}</LICENSEREQUEST>`);
  for (const edited of [below, inside, without]) expect(isValid(edited)).toBe(true);
});

test('REVOCATIONINFO and REVINFO are replaced, or taken out, in every form', () => {
  const bytes = counted(28);
  const olds = [
    '<REVOCATIONINFO/>',
    '<REVOCATIONINFO></REVOCATIONINFO>',
    '<REVOCATIONINFO >\nAA==\n</REVOCATIONINFO >',
    '<REVOCATIONINFO a="b">AA==</REVOCATIONINFO>',
    '<REVINFO>AA==</REVINFO>',
    '<REVINFO/>',
  ];
  for (const old of olds)
    for (const place of ['revocation', 'inClient', 'machine'] as const) {
      const before = request({ [place]: old });
      expect(withRevocationInfo(before, undefined), old).toBe(request());
      expect(withRevocationInfo(before, bytes), old).toBe(request({ revocation: info(bytes) }));
    }
  expect(withRevocationInfo(request(), undefined)).toBe(request());
});

test('what is no whole request has no place for REVOCATIONINFO', () => {
  expect(() => withRevocationInfo('<LICENSEREQUEST>', counted(28))).toThrow(
    expect.objectContaining(blocked),
  );
});

test('one bit turns, and only that one', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 20 }), fc.nat(), (bytes, at) => {
      const bit = at % (8 * bytes.length);
      const turned = flipBit(bytes, bit);
      const ones = turned.map((byte, index) => byte ^ (bytes[index] ?? 0));
      expect(ones[bit >> 3]).toBe(1 << (bit & 7));
      expect(ones.filter(byte => byte !== 0)).toHaveLength(1);
      expect(flipBit(turned, bit)).toEqual(bytes);
    }),
  );
});

test('bytes are put over others, and the others are left as they were', () => {
  const bytes = counted(6);
  expect(overwrite(bytes, 2, Uint8Array.of(90, 91))).toEqual(Uint8Array.of(1, 2, 90, 91, 5, 6));
  expect(bytes).toEqual(counted(6));
});

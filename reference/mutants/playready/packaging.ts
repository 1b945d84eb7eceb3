import { headerText } from '../../../harness/playready/header/header-text.ts';
import { objectOfHeader } from '../../../harness/playready/header/write-header.ts';
import { guidOfKid, swapGuid } from '../../../harness/playready/kid.ts';
import { readPlayReadyObject, writePlayReadyObject } from '../../../harness/playready/object.ts';
import { conforming, type Behaviour } from '../../playready/behaviour.ts';
import type { Mutant } from '../mutant.ts';
import { changedAt } from './chains.ts';

/** The header of every answer, changed in its text. */
const header = (change: (text: string) => string): Partial<Behaviour> => ({
  protectionObject: packaged => {
    const [record] = readPlayReadyObject(conforming.protectionObject(packaged));
    return objectOfHeader(change(headerText(record?.value ?? new Uint8Array()).text));
  },
});

/** The entry of every answer, changed in its text. */
const entry = (change: (text: string) => string): Partial<Behaviour> => ({
  writePackagedKey: (...parts) => change(conforming.writePackagedKey(...parts)),
});

/** Long enough for `sizes`, and nothing that a version does not allow. */
const long = 'a'.repeat(600);

/** PlayReady-facts 1.10 and 5. */
export const packagingMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'playready-packages-without-key',
    breaks: ['playready.packaging.parts'],
    behaviour: entry(text => text.replace(/<KeyData>.*<\/KeyData>/, '')),
  },
  {
    name: 'playready-packages-without-object',
    breaks: ['playready.packaging.parts'],
    behaviour: entry(text => text.replace(/<Data>.*<\/Data>/, '')),
  },
  {
    name: 'playready-key-id-in-base64',
    breaks: ['playready.packaging.key-id'],
    behaviour: { writeKeyId: kid => Buffer.from(kid).toString('base64') },
  },
  {
    name: 'playready-key-data-in-base64url',
    breaks: ['playready.packaging.key-data'],
    behaviour: entry(text =>
      text.replace(/(<KeyData>)(.*)==(<\/KeyData>)/, (_match, open, key: string, close) => {
        const url = key.replaceAll('+', '-').replaceAll('/', '_');
        return `${open}${url}${close}`;
      }),
    ),
  },
  {
    name: 'playready-object-length-big-endian',
    breaks: ['playready.packaging.object'],
    behaviour: {
      protectionObject: packaged => {
        const bytes = Buffer.from(conforming.protectionObject(packaged));
        bytes.writeUInt32BE(bytes.length);
        return bytes;
      },
    },
  },
  {
    name: 'playready-object-counts-a-record-too-many',
    breaks: ['playready.packaging.object'],
    behaviour: {
      protectionObject: packaged =>
        changedAt(changedAt(conforming.protectionObject(packaged), 4), 5),
    },
  },
  {
    name: 'playready-header-in-record-of-another-type',
    breaks: ['playready.packaging.object'],
    behaviour: {
      protectionObject: packaged =>
        writePlayReadyObject(
          readPlayReadyObject(conforming.protectionObject(packaged)).map(({ value }) => ({
            type: 3,
            value,
          })),
        ),
    },
  },
  {
    name: 'playready-header-in-utf8',
    breaks: ['playready.packaging.header-encoding'],
    behaviour: {
      protectionObject: packaged =>
        writePlayReadyObject(
          readPlayReadyObject(conforming.protectionObject(packaged)).map(({ type, value }) => ({
            type,
            value: new Uint8Array(Buffer.from(headerText(value).text, 'utf8')),
          })),
        ),
    },
  },
  {
    name: 'playready-header-with-declaration',
    breaks: ['playready.packaging.header-encoding'],
    behaviour: header(text => `<?xml version="1.0" encoding="utf-16"?>${text}`),
  },
  {
    name: 'playready-header-cut-off',
    breaks: ['playready.packaging.header-encoding'],
    behaviour: header(text => text.slice(0, -1)),
  },
  {
    name: 'playready-header-of-version-5',
    breaks: ['playready.packaging.header-version'],
    behaviour: header(text => text.replace('4.0.0.0', '5.0.0.0')),
  },
  {
    name: 'playready-header-without-namespace',
    breaks: ['playready.packaging.header-version'],
    behaviour: header(text => text.replace(/ xmlns="[^"]*"/, '')),
  },
  {
    name: 'playready-header-without-key-length',
    breaks: ['playready.packaging.header-structure'],
    behaviour: header(text => text.replace(/<KEYLEN>.*<\/KEYLEN>/, '')),
  },
  {
    name: 'playready-header-of-4-0-called-4-1',
    breaks: ['playready.packaging.header-structure'],
    behaviour: header(text => text.replace('4.0.0.0', '4.1.0.0')),
  },
  {
    name: 'playready-header-with-key-of-8-bytes',
    breaks: ['playready.packaging.header-values'],
    behaviour: header(text => text.replace('<KEYLEN>16', '<KEYLEN>8')),
  },
  {
    name: 'playready-header-with-relative-url',
    breaks: ['playready.packaging.header-values'],
    behaviour: header(text =>
      text.replace('</DATA>', '<LA_URL>rightsmanager.asmx</LA_URL></DATA>'),
    ),
  },
  {
    name: 'playready-header-version-before-namespace',
    breaks: ['playready.packaging.header-syntax'],
    behaviour: header(text => text.replace(/( xmlns="[^"]*")( version="[^"]*")/, '$2$1')),
  },
  {
    name: 'playready-header-with-blank-in-tag',
    breaks: ['playready.packaging.header-syntax'],
    behaviour: header(text => text.replace('</WRMHEADER>', '</WRMHEADER >')),
  },
  {
    name: 'playready-header-with-long-custom-attributes',
    breaks: ['playready.packaging.sizes'],
    behaviour: header(text =>
      text.replace(
        '</DATA>',
        `<CUSTOMATTRIBUTES xmlns=""><note>${long}</note></CUSTOMATTRIBUTES></DATA>`,
      ),
    ),
  },
  {
    name: 'playready-key-id-big-endian',
    breaks: ['playready.packaging.kid'],
    behaviour: { writeKeyId: kid => guidOfKid(swapGuid(kid)) },
  },
  {
    name: 'playready-checksum-of-another-key',
    breaks: ['playready.packaging.checksum'],
    behaviour: {
      protectionObject: ({ kid, key }) =>
        conforming.protectionObject({ kid, key: changedAt(key, 0) }),
    },
  },
  {
    name: 'playready-packages-what-nobody-asked-for',
    breaks: ['playready.packaging.empty-request'],
    behaviour: {
      programsOf: element => {
        const programs = conforming.programsOf(element);
        return programs.length === 0 ? ['assay-default'] : programs;
      },
    },
  },
  {
    name: 'playready-packages-for-any-system',
    breaks: ['playready.packaging.unknown-system'],
    behaviour: { servesSystem: () => true },
  },
  {
    name: 'playready-packages-where-it-should-not',
    breaks: ['playready.packaging.absent'],
    behaviour: { offersPackaging: () => true },
  },
];

import type { HeaderComplaint } from '../../harness/playready/header/complaint.ts';
import {
  headerComplaints,
  objectComplaints,
} from '../../harness/playready/header/header-complaints.ts';
import type { HeaderSource } from '../../harness/playready/header/header-source.ts';
import { headerText } from '../../harness/playready/header/header-text.ts';
import type { HeaderKey, PlayReadyHeader } from '../../harness/playready/header/header.ts';
import { readHeader } from '../../harness/playready/header/read-header.ts';
import { guidOfKid, kidForms, type KidForms } from '../../harness/playready/kid.ts';
import { recordTypes } from '../../harness/playready/object.ts';
import { decodeBase64 } from '../../harness/base64.ts';
import { verifyChecksum, type ChecksumVerdict, type KeyOf } from './keys.ts';

/** A key as it is printed. */
interface DescribedKey {
  /** The KID as it stands; the forms are missing when it is none. */
  readonly value: string;
  readonly kid?: KidForms;
  readonly algorithm?: string;
  readonly checksum?: { readonly value: string; readonly verdict: ChecksumVerdict };
}

/** A header as it is printed; names are the ones of the header. */
export interface DescribedHeader {
  readonly encoding: string;
  readonly bytes: number;
  readonly version?: string;
  readonly keys: readonly DescribedKey[];
  readonly LA_URL?: string;
  readonly LUI_URL?: string;
  readonly DS_ID?: { readonly value: string; readonly guid?: string };
  readonly KEYLEN?: string;
  readonly DECRYPTORSETUP?: string;
  readonly LICENSEREQUESTED?: string;
  /** Names of the elements within. */
  readonly CUSTOMATTRIBUTES?: readonly string[];
}

/** What `assay playready header` prints. */
export interface Described {
  readonly form: HeaderSource['form'];
  readonly boxes: readonly { readonly version: number; readonly kids: readonly KidForms[] }[];
  readonly records: readonly { readonly type: number; readonly bytes: number }[];
  readonly headers: readonly DescribedHeader[];
  readonly complaints: readonly HeaderComplaint[];
}

/**
 * Puts together what there is to say of a header and of what holds it.
 *
 * @throws PlayReadyError when a header cannot be read
 */
export function describeSource(source: HeaderSource, keyOf: KeyOf | undefined): Described {
  const records = source.objects.flat();
  const inRecords = records.flatMap(({ type, value }) =>
    type === recordTypes.header ? [value] : [],
  );
  const headers = source.header === undefined ? inRecords : [source.header];
  return {
    form: source.form,
    boxes: source.boxes.map(({ version, kids }) => ({ version, kids: kids.map(kidForms) })),
    records: records.map(({ type, value }) => ({ type, bytes: value.length })),
    headers: headers.map(bytes => describeHeader(bytes, keyOf)),
    complaints:
      source.header === undefined
        ? source.objects.flatMap(objectComplaints)
        : headerComplaints(source.header),
  };
}

function describeHeader(bytes: Uint8Array, keyOf: KeyOf | undefined): DescribedHeader {
  const header = readHeader(bytes);
  const { version, dsId, customAttributes } = header;
  const dsIdBytes = dsId === undefined ? undefined : decodeBase64(dsId);
  return {
    encoding: headerText(bytes).encoding,
    bytes: bytes.length,
    ...(version === undefined ? {} : { version }),
    keys: header.keys.map(key => describeKey(key, keyOf)),
    ...texts(header),
    ...(dsId === undefined
      ? {}
      : {
          DS_ID: { value: dsId, ...(dsIdBytes?.length === 16 && { guid: guidOfKid(dsIdBytes) }) },
        }),
    ...(customAttributes === undefined
      ? {}
      : { CUSTOMATTRIBUTES: customAttributes.children.map(({ name }) => name) }),
  };
}

function texts(header: PlayReadyHeader): Partial<Record<string, string>> {
  const named = {
    LA_URL: header.laUrl,
    LUI_URL: header.luiUrl,
    KEYLEN: header.keyLength,
    DECRYPTORSETUP: header.decryptorSetup,
    LICENSEREQUESTED: header.licenseRequested,
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}

function describeKey(key: HeaderKey, keyOf: KeyOf | undefined): DescribedKey {
  const { value, kid, algorithm, checksum } = key;
  return {
    value,
    ...(kid === undefined ? {} : { kid: kidForms(kid) }),
    ...(algorithm === undefined ? {} : { algorithm }),
    ...(checksum === undefined
      ? {}
      : { checksum: { value: checksum, verdict: verifyChecksum(key, keyOf) } }),
  };
}

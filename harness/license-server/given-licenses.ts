import { Blocked } from '../verdict/blocked.ts';
import { describeReply } from './reply.ts';
import { licenseVersions } from '../wmdrm/license-response.ts';
import { readLicense1, type License1 } from '../wmdrm/license1.ts';
import type { License7Document } from '../wmdrm/license7-document.ts';
import type { WmdrmContext } from './context.ts';
import { directResponses } from './direct-response.ts';
import { ifOpened7, ifReadable, mostLicenses, type ReadLicense7 } from './open-license.ts';

/** A LICENSE of a response. */
export interface GivenLicense {
  /** For messages. */
  readonly what: string;
  readonly version: string | undefined;
  readonly text: string;
  readonly path: string;
  /** Undefined where it is no base64. */
  readonly bytes: Uint8Array | undefined;
}

/** All licenses of all silent responses; Blocked where there is none. */
export async function givenLicenses(context: WmdrmContext): Promise<readonly GivenLicense[]> {
  return (await directResponses(context)).flatMap(({ response, what }) =>
    response.licenses.slice(0, mostLicenses).map(({ element, bytes, version }, index) => ({
      ...{ version, bytes, text: element.text, path: element.path },
      what: `license ${index + 1} of the answer to ${what}`,
    })),
  );
}

/** A version 7 license, opened with the machine's key if that opens it. */
export interface Version7License {
  readonly what: string;
  readonly bytes: Uint8Array;
  readonly opened: ReadLicense7 | undefined;
}

/**
 * The version 7 licenses of all silent responses.
 *
 * @throws Blocked `identity-missing` where the target names no client, `license-missing` where there are none
 */
export async function version7Licenses(context: WmdrmContext): Promise<readonly Version7License[]> {
  const { machineKey } = context.kit.client('listed');
  const order = context.assume('point-order');
  const found = (await givenLicenses(context)).flatMap(({ what, version, bytes }) =>
    version !== licenseVersions.version7 || bytes === undefined
      ? []
      : [{ what, bytes, opened: ifOpened7(bytes, machineKey, order) }],
  );
  if (found.length > 0) return found;
  throw new Blocked('license-missing', 'No response holds a version 7 license.');
}

/** Of these, those that the machine's key opens; Blocked where it opens none. */
export async function openedLicenses(
  context: WmdrmContext,
): Promise<readonly { readonly what: string; readonly opened: ReadLicense7 }[]> {
  const found = (await version7Licenses(context)).flatMap(({ what, opened }) =>
    opened === undefined ? [] : [{ what, opened }],
  );
  if (found.length > 0) return found;
  throw new Blocked('license-missing', 'The machine key opens no license: wmdrm.license7.opens.');
}

/** The documents inside; Blocked where no license holds one. */
export async function licenseDocuments(context: WmdrmContext): Promise<
  readonly {
    readonly what: string;
    readonly document: License7Document;
    readonly text: Uint8Array;
  }[]
> {
  const found = (await openedLicenses(context)).flatMap(({ what, opened: { document, text } }) =>
    document === undefined ? [] : [{ what, document, text }],
  );
  if (found.length > 0) return found;
  throw new Blocked('license-missing', 'No license holds XML: wmdrm.license7.document.');
}

/** A version 1 license. */
export interface Version1License {
  readonly what: string;
  readonly license: License1;
  /** Whether it answers a version 1 request, which names a key; inside of version 7 none does. */
  readonly byKeyId: boolean;
}

/**
 * The version 1 licenses that the server gives: in answers to version 1 requests, and inside of responses
 * of version 7.
 *
 * @throws Blocked `license-missing` where there are none
 */
export async function version1Licenses(context: WmdrmContext): Promise<readonly Version1License[]> {
  const { state } = context;
  const found: Version1License[] = [];
  const add = (what: string, bytes: Uint8Array | undefined, byKeyId: boolean): void => {
    const license = bytes && ifReadable(() => readLicense1(bytes));
    if (license !== undefined) found.push({ what, license, byKeyId });
  };
  const lacking: string[] = [];
  let blocked: Blocked | undefined;
  // One source may have nothing to judge without making the other one worthless.
  const collect = async (from: () => Promise<void>): Promise<void> => {
    try {
      await from();
    } catch (error) {
      if (!(error instanceof Blocked)) throw error;
      blocked ??= error;
    }
  };
  await collect(async () => {
    for (const deployment of context.deployments(1)) {
      const reply = await context.answer({ protocol: 1, deployment });
      for (const bytes of reply.packets.slice(0, mostLicenses))
        add(`the answer of ${deployment} to a version 1 request`, bytes, true);
      if (reply.packets.length === 0) lacking.push(`${deployment}: ${describeReply(reply)}`);
    }
  });
  if (state.versions.includes(7))
    await collect(async () => {
      for (const { what, version, bytes } of await givenLicenses(context))
        if (version === licenseVersions.version1) add(what, bytes, false);
    });
  if (found.length > 0) return found;
  if (blocked !== undefined) throw blocked;
  throw new Blocked('license-missing', `No version 1 license came (${lacking.join('; ')}).`);
}

import {
  version1Licenses,
  type Version1License,
} from '../../harness/license-server/given-licenses.ts';
import type { WmdrmContext } from '../../harness/license-server/context.ts';
import { ifOpened1 } from '../../harness/license-server/open-license.ts';
import { judgeSignature } from '../../harness/license-server/judge-signature.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { licenseDataBytes, licVersions } from '../../harness/wmdrm/license1.ts';
import { keyIdOf } from '../../harness/wmdrm/version1-request.ts';
import { check } from './check.ts';

async function judgeEach(
  context: WmdrmContext,
  judge: (license: Version1License) => void,
): Promise<void> {
  await judgeAll(await version1Licenses(context), judge);
}

check('wmdrm.license1.version', context =>
  judgeEach(context, ({ license: { licVersion }, what }) => {
    const known = Object.values(licVersions);
    if (!known.some(value => isSame(value, licVersion)))
      violate(known.map(hex).join(' or '), hex(licVersion), what);
  }),
);

check('wmdrm.license1.version-of-rules', context =>
  judgeEach(context, ({ license: { licVersion }, what }) => {
    const wanted = licVersions['3.2.5.1'];
    if (!isSame(wanted, licVersion)) violate(hex(wanted), hex(licVersion), what);
  }),
);

check('wmdrm.license1.length', context =>
  judgeEach(context, ({ license: { dataLen }, what }) => {
    const wanted = Uint8Array.of(licenseDataBytes, 0, 0, 0);
    if (!isSame(wanted, dataLen)) violate(hex(wanted), hex(dataLen), what);
  }),
);

check('wmdrm.license1.kid', async context => {
  const { keyId } = context.state.content;
  if (keyId === undefined)
    throw new Blocked(
      'deployment-missing',
      'The target names no wmdrm.content.keyId, so no key was asked for.',
    );
  const wanted = trimmed(keyIdOf(keyId));
  const asked = (await version1Licenses(context)).filter(({ byKeyId }) => byKeyId);
  if (asked.length === 0)
    throw new Blocked('license-missing', 'No version 1 request got a license.');
  await judgeAll(asked, ({ license: { kid }, what }) => {
    if (trimmed(kid) !== wanted) violate(`KID "${wanted}"`, `"${trimmed(kid)}"`, what);
  });
});

check('wmdrm.license1.key', async context => {
  const { machineKey } = context.kit.client('listed');
  const order = context.assume('point-order');
  await judgeEach(context, ({ license, what }) => {
    const key = ifOpened1(license, machineKey, order);
    if (key !== undefined) context.hide(key);
    else
      context.violateIfDeclared(
        ['point-order'],
        'a key that KMpriv opens, and its complement',
        '80 bytes that it opens to something else',
        what,
      );
  });
});

check('wmdrm.license1.signature', async context => {
  const key = context.kit.licenseKey();
  await judgeEach(context, ({ license: { data, sign }, what }) => {
    judgeSignature(context, { text: data, signature: sign, key, what });
  });
});

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/(..)(?=.)/g, '$1 ');
}

/** A KID is a text that zeros fill up; what is not printable is shown as its code. */
function trimmed(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1').replace(/\0+$/, '');
  return /^[\x20-\x7e]*$/.test(text) ? text : hex(bytes);
}

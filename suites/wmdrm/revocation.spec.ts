import type { WmdrmContext } from '../../harness/license-server/context.ts';
import {
  newestRevInfo,
  readInLayout,
  revocationFor,
  sentToOldest,
} from '../../harness/license-server/revocation-data.ts';
import type { WmdrmDeployment } from '../../harness/target/wmdrm.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import {
  mostRecords,
  revInfoFormatVersion,
  revInfoSignatureType,
  signatureLength,
  signedBytes,
  withOlderLists,
  type RevInfo,
} from '../../harness/wmdrm/rev-info.ts';
import { check } from './check.ts';

/** Server states whose revocation data is looked at. */
const looked = (context: WmdrmContext) => context.deployments(7, 'normal', 'newer-revocation');

check('wmdrm.revocation.older-rev-info', async context => {
  await judgeAll(looked(context), async deployment => {
    const { revInfo, riv, count } = await sentToOldest(context, deployment);
    const expected = 'a REV_INFO that is newer than 0';
    const what = `a client with dwRIV 0 at ${deployment}`;
    if (revInfo === undefined) violate(expected, `${count} REVOCATION, and none is one`, what);
    if (riv === 0) violate(expected, 'one with dwRIV 0', what);
    const current = await revocationFor(context, deployment, revInfo, 'current-rev-info');
    context.note(
      `A client with the REV_INFO of ${deployment} is sent ${current.count === 0 ? 'nothing' : `${current.count} REVOCATION`}.`,
    );
  });
});

check('wmdrm.revocation.lists', async context => {
  await judgeAll(looked(context), async deployment => {
    const { revInfo, others } = await sentToOldest(context, deployment);
    if (revInfo !== undefined && others.length === 0)
      violate('revocation lists besides the REV_INFO', 'none', deployment);
  });
});

check('wmdrm.revocation.newer-server', async context => {
  const [newer] = context.deployments(7, 'newer-revocation');
  const own = await newestRevInfo(context, 'normal');
  const known = rivOf(context, own);
  const there = rivOf(context, await newestRevInfo(context, newer ?? 'newer-revocation'));
  if (there <= known)
    throw new Blocked(
      'deployment-missing',
      `newer-revocation has dwRIV ${there} and normal ${known}, so it has no newer data.`,
    );
  const sent = await revocationFor(context, 'newer-revocation', own, 'rev-info-of-normal');
  if ((sent.riv ?? -1) < there)
    violate(
      `a REV_INFO with dwRIV ${there}`,
      sent.riv === undefined ? 'none' : `one with dwRIV ${sent.riv}`,
      `a client with dwRIV ${known}`,
    );
});

check('wmdrm.revocation.older-list', async context => {
  const newest = await newestRevInfo(context, 'normal');
  const layout = readInLayout(context, newest)?.layout;
  const older = layout && withOlderLists(newest, layout);
  if (older === undefined)
    throw new Blocked(
      'license-missing',
      'The REV_INFO of the server names no list with a version.',
    );
  const { count } = await revocationFor(context, 'normal', older, 'older-lists');
  if (count === 0)
    violate(
      'revocation data',
      'none',
      'a client with the same dwRIV and older versions of the lists',
    );
});

check('wmdrm.revocation.rev-info-head', async context => {
  await judgeRevInfos(context, ({ length, formatVersion, recordCount }, _bytes, what) => {
    const signed = signedBytes(recordCount);
    if (formatVersion !== revInfoFormatVersion)
      violate(`format version ${revInfoFormatVersion}`, String(formatVersion), what);
    if (length !== signed)
      context.violateIfDeclared(layout, `dwLength ${signed}`, String(length), what);
  });
});

check('wmdrm.revocation.rev-info-signature', async context => {
  await judgeRevInfos(context, ({ signatureType, recordCount }, bytes, what) => {
    const after = bytes.length - signedBytes(recordCount) - 1;
    const wanted = `a signature of type ${revInfoSignatureType} and of ${signatureLength} bytes`;
    if (signatureType !== revInfoSignatureType || after < signatureLength)
      context.violateIfDeclared(
        layout,
        wanted,
        `type ${signatureType ?? 'none'} and ${Math.max(0, after)} bytes`,
        what,
      );
  });
});

/** What it rests on where the parts of a REV_INFO begin. */
const layout = ['rev-info-layout'] as const;

async function judgeRevInfos(
  context: WmdrmContext,
  judge: (revInfo: RevInfo, bytes: Uint8Array, what: string) => void,
): Promise<void> {
  await judgeAll(looked(context), async (deployment: WmdrmDeployment) => {
    const bytes = await newestRevInfo(context, deployment);
    const read = readInLayout(context, bytes);
    const what = `the REV_INFO of ${deployment}`;
    if (read === undefined)
      context.violateIfDeclared(
        layout,
        `at most ${mostRecords} records, all of them there`,
        'another number',
        what,
      );
    judge(read, bytes, what);
  });
}

function rivOf(context: WmdrmContext, bytes: Uint8Array): number {
  return readInLayout(context, bytes)?.riv ?? 0;
}

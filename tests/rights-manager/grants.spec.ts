import { expect, test } from '@playwright/test';
import { grantsIn } from '../../harness/rights-manager/grants.ts';
import type { OperationName } from '../../harness/rights-manager/operations.ts';
import type { PlayReadyRequest } from '../../harness/rights-manager/request.ts';
import { withSession } from './running.ts';

test('licenses, domain certificates and content keys are entered, faults and what reads are not', async () => {
  await withSession(async ({ session, recorder }) => {
    const grants = async (name: OperationName, request: PlayReadyRequest = {}) =>
      grantsIn((await session.ask(recorder, name, request)).exchange);
    const kinds = async (name: OperationName, request: PlayReadyRequest = {}) =>
      (await grants(name, request)).map(({ kind }) => kind);
    const several = session.kit.recordings('AcquireLicense').at(-1)?.name ?? '';
    expect(await kinds('AcquireLicense')).toEqual(['PlayReady license']);
    expect(await kinds('AcquireLicense', { recording: several })).toHaveLength(3);
    expect(await kinds('AcquireLicense', { deployment: 'revoked' })).toEqual([]);
    expect(await kinds('JoinDomain')).toEqual(['domain certificate']);
    expect(await kinds('LeaveDomain')).toEqual([]);
    expect(await kinds('GetMeteringCertificate')).toEqual([]);
    const [key] = await grants('AcquirePackagingData');
    expect(key).toMatchObject({ kind: 'content key' });
    expect(key?.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});

test('what can not be read is something', async () => {
  await withSession(
    async ({ session, recorder }) => {
      const { exchange } = await session.ask(recorder, 'AcquirePackagingData', {});
      expect(grantsIn(exchange)).toEqual([{ kind: 'something' }]);
    },
    { writePackagedKey: () => '<Key>opaque</Key>' },
  );
});

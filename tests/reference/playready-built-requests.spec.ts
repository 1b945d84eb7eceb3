import { expect, test } from '@playwright/test';
import { readExceptionDetail } from '../../harness/playready/messages/exception-detail.ts';
import { readPackagingResponse } from '../../harness/playready/messages/packaging-response.ts';
import { meteringDefects } from '../../harness/playready/requests/metering-defects.ts';
import { packagingDefects } from '../../harness/playready/requests/packaging-defects.ts';
import type { OperationName } from '../../harness/rights-manager/operations.ts';
import type { Reply } from '../../harness/soap/reply.ts';
import { withSession, type Running } from '../rights-manager/running.ts';

/** Defects that the server takes: nothing public says that it has to look there. */
const taken = ['offset-absent', 'offset-no-duration', 'interval-no-duration'];

const send = async (
  { session, recorder }: Running,
  operation: OperationName,
  { name, text }: { name: string; text: string },
): Promise<Reply> => {
  const edit = () => Buffer.from(text);
  return (await session.ask(recorder, operation, { fixture: name, edit })).reply;
};

const codeOf = ({ fault }: Reply) => fault && readExceptionDetail(fault).statusText;

test('requests for a metering certificate are refused for what is wrong with them', async () => {
  const codes: Readonly<Record<string, string>> = {
    'metering-id-unknown': '0x8004c607',
    'version-absent': '0x8004c60b',
    'version-unknown': '0x8004c60b',
  };
  await withSession(async running => {
    const meteringId = running.session.kit.meteringId();
    for (const { name, write } of meteringDefects) {
      const reply = await send(running, 'GetMeteringCertificate', {
        name,
        text: write({ meteringId }),
      });
      expect(codeOf(reply), name).toBe(codes[name] ?? '0x8004c601');
    }
  });
});

test('requests for packaging data are refused unless they name a program and the system', async () => {
  await withSession(async running => {
    for (const { name, write } of packagingDefects) {
      const text = write({ program: 'assay-film' });
      const reply = await send(running, 'AcquirePackagingData', { name, text });
      const keys = reply.content ? readPackagingResponse(reply.content).keyData.length : 0;
      const isTaken = taken.includes(name);
      expect(codeOf(reply), name).toBe(isTaken ? undefined : '0x8004c601');
      expect(keys, name).toBe(isTaken ? 1 : 0);
    }
  });
});

test('a full domain takes nobody, and whoever is a member may leave it', async () => {
  await withSession(async ({ session, recorder }) => {
    const full = await session.ask(recorder, 'JoinDomain', { deployment: 'device-limit' });
    expect(codeOf(full.reply)).toBe('0x8004c602');
    const left = await session.ask(recorder, 'LeaveDomain', { deployment: 'device-limit' });
    expect(left.reply.content?.name).toBe('LeaveDomainResponse');
  });
});

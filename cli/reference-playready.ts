import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newTestKey, writeTestChallenge } from '../harness/playready/challenge/test-challenge.ts';
import { writeTestDeleteLicenseData } from '../harness/playready/challenge/test-delete-license-data.ts';
import { writeTestMessage } from '../harness/playready/challenge/test-message.ts';
import { writeHeader } from '../harness/playready/header/write-header.ts';
import type { NewRecording } from '../harness/recordings/recording.ts';
import { writeRecording } from '../harness/recordings/write-recording.ts';
import { actionOf, type OperationName } from '../harness/rights-manager/operations.ts';
import type { PlayReadyTarget } from '../harness/target/playready.ts';
import { elementText } from '../harness/playready/requests/envelope.ts';
import type { Behaviour } from '../reference/playready/behaviour.ts';
import { deploymentsOf } from '../reference/playready/deployments.ts';
import { startPlayReadyServer } from '../reference/playready/server.ts';
import { createServerState, type ServerState } from '../reference/playready/state.ts';

/** A running PlayReady reference server, described as the part of a target. */
export interface PlayReadyReference {
  readonly playready: PlayReadyTarget;
  readonly close: () => Promise<void>;
}

/**
 * Starts a PlayReady reference server in all its states, and writes messages of our own test client for
 * it into a temporary folder, which lasts until `close`.
 *
 * @param behaviour - a mutant's rules
 */
export async function startPlayReadyReference(
  behaviour: Partial<Behaviour> = {},
): Promise<PlayReadyReference> {
  const state = createServerState();
  const recordings = await mkdtemp(join(tmpdir(), 'assay-playready-'));
  const remove = () => rm(recordings, { recursive: true, force: true });
  try {
    for (const recording of messagesFor(state)) writeRecording(recordings, recording);
    const server = await startPlayReadyServer({ deployments: deploymentsOf(state), behaviour });
    const [meteringId = ''] = state.meteringIds;
    return {
      playready: {
        deployments: server.urls,
        meteringId,
        programs: ['assay-film', 'assay-series'],
        recordings,
      },
      close: async () => {
        try {
          await server.close();
        } finally {
          await remove();
        }
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** What our test client would send this server: each operation's plain message first. */
function messagesFor(state: ServerState): readonly NewRecording[] {
  const key = newTestKey();
  const [meteringId = ''] = state.meteringIds;
  const transactionId = randomUUID();
  // As if the client had been given it with a license.
  state.transactions.add(transactionId);
  const first = randomBytes(16);
  const kids = [first, randomBytes(16), randomBytes(16)];
  const single = writeHeader({ version: '4.0.0.0', keys: [{ kid: first, algorithm: 'AESCTR' }] });
  const challenge = (options: Partial<Parameters<typeof writeTestChallenge>[0]> = {}) =>
    writeTestChallenge({ header: single, key, ...options });
  const account = elementText('AccountID', state.accountId);
  const domain = elementText('ServiceID', state.serviceId) + account;
  const transaction = elementText('TransactionID', transactionId);
  return [
    recording('AcquireLicense', challenge()),
    { ...recording('AcquireLicense', challenge({ customData: 'persistent' })), persistent: true },
    {
      ...recording('AcquireLicense', challenge({ customData: 'persistent acknowledge' })),
      persistent: true,
    },
    recording(
      'AcquireLicense',
      challenge({
        header: writeHeader({
          version: '4.2.0.0',
          keys: kids.map(kid => ({ kid, algorithm: 'AESCTR' })),
        }),
      }),
    ),
    recording(
      'AcknowledgeLicense',
      writeTestMessage('AcknowledgeLicense', { content: transaction, key }),
    ),
    recording('JoinDomain', writeTestMessage('JoinDomain', { content: domain, key })),
    recording('LeaveDomain', writeTestMessage('LeaveDomain', { content: domain, key })),
    recording(
      'ProcessMeteringData',
      writeTestMessage('ProcessMeteringData', {
        content: elementText('MeteringID', meteringId) + transaction,
        key,
      }),
    ),
    recording(
      'ProcessSecureStopData',
      writeTestMessage('ProcessSecureStopData', {
        content: elementText('SessionID', randomBytes(16).toString('base64')),
        key,
      }),
    ),
    recording('ProcessDeleteLicenseData', writeTestDeleteLicenseData({ kids: [first], key })),
  ];
}

function recording(operation: OperationName, message: string): NewRecording {
  return {
    protocol: 'playready',
    operation,
    request: {
      method: 'POST',
      path: '/rightsmanager.asmx',
      headers: {
        'content-type': 'text/xml; charset=utf-8',
        soapaction: `"${actionOf(operation)}"`,
      },
      body: Buffer.from(message, 'utf8'),
      exact: true,
    },
    source: { tool: 'Assay TEST client' },
    removed: [],
    warnings: [],
  };
}

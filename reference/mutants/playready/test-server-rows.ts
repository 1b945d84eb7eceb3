import { statusCodes } from '../../../harness/playready/messages/status-codes.ts';

/** A row of the test server. */
export const row = (name: string): string => `playready.test-server.${name}`;

/** The row of a status code that can be asked for. */
export const rowOfCode = (code: number): string => row(`error-${code.toString(16)}`);

/** All of these, by code. */
export const rowsOfCodes: ReadonlyMap<number, string> = new Map(
  statusCodes
    .filter(({ onTestServer }) => onTestServer)
    .map(({ code }) => [code, rowOfCode(code)] as const),
);

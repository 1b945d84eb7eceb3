import type { LicenseConfiguration } from '../../../harness/playready/test-server/parameters.ts';
import { conforming, type Behaviour } from '../../playready/behaviour.ts';
import { Refused } from '../../playready/refusal.ts';
import type { Mutant } from '../mutant.ts';
import { row, rowOfCode, rowsOfCodes } from './test-server-rows.ts';

/** PlayReady-facts 4.7: one for each code that can be asked for. */
const codeMutants = [...rowsOfCodes].map(([code, error]): Mutant<Behaviour> => {
  const digits = code.toString(16);
  return {
    name: `playready-test-server-${digits}-is-another`,
    // The legacy syntax asks for the same code.
    breaks: code === 0x8004c606 ? [error, row('legacy-error')] : [error],
    behaviour: {
      refusalOfCode: asked =>
        conforming.refusalOfCode(
          asked !== code ? asked : code === 0x8004c600 ? 0x8004c604 : 0x8004c600,
        ),
    },
  };
});

/** What a URL with this in its query gets, made another. */
const where =
  (
    query: RegExp,
    change: (asked: readonly LicenseConfiguration[]) => readonly LicenseConfiguration[],
  ): Behaviour['asksFor'] =>
  (url, challenge) => {
    const asked = conforming.asksFor(url, challenge);
    return query.test(url.search) ? change(asked) : asked;
  };

/** PlayReady-facts 4. */
export const testServerMutants: readonly Mutant<Behaviour>[] = [
  ...codeMutants,
  {
    name: 'playready-test-server-ignores-errorcode',
    breaks: [...rowsOfCodes.values(), row('legacy-error')],
    behaviour: { refusalOfCode: () => undefined },
  },
  {
    name: 'playready-test-server-takes-errorcode-in-capitals-only',
    breaks: [0x8004c60a, 0x8004c60b, 0x8004c60c, 0x8004c60d].map(rowOfCode),
    behaviour: {
      asksFor: where(/errorcode:0x8004c60[a-d]/, () => [{}]),
    },
  },
  {
    name: 'playready-test-server-errors-with-status-400',
    breaks: [row('error-structure')],
    behaviour: {
      finish: (response, { request }) =>
        request.url.search.includes('errorcode') ? { ...response, status: 400 } : response,
    },
  },
  {
    name: 'playready-test-server-errors-without-exception',
    breaks: [row('error-structure')],
    behaviour: {
      finish: (response, { request }) =>
        request.url.search.includes('errorcode') && typeof response.body === 'string'
          ? { ...response, body: response.body.replaceAll('Exception>', 'Error>') }
          : response,
    },
  },
  {
    name: 'playready-test-server-without-legacy-syntax',
    breaks: [row('legacy-error')],
    behaviour: { asksFor: where(/ErrorCode=/, () => [{}]) },
  },
  {
    name: 'playready-test-server-ignores-revoked',
    breaks: [row('revoked')],
    behaviour: { refusalOfRevoked: () => undefined },
  },
  {
    name: 'playready-test-server-revoked-is-internal',
    breaks: [row('revoked')],
    behaviour: { refusalOfRevoked: () => new Refused('internalError', 'Revoked.') },
  },
  {
    name: 'playready-test-server-client-info-is-internal',
    breaks: [row('client-info')],
    behaviour: {
      refusalOfClientInfo: challenge => {
        const { message, parts } = conforming.refusalOfClientInfo(challenge) ?? {};
        return new Refused('internalError', message ?? '', parts);
      },
    },
  },
  {
    name: 'playready-test-server-client-info-without-data',
    breaks: [row('client-info-data')],
    behaviour: {
      refusalOfClientInfo: () => new Refused('serviceSpecific', 'See the log.', { customData: '' }),
    },
  },
  {
    name: 'playready-test-server-client-info-of-nobody',
    breaks: [row('client-info-version')],
    behaviour: {
      refusalOfClientInfo: ({ clientTime, ...challenge }) => {
        const { clientVersion, ...unknown } = challenge;
        return clientVersion === undefined
          ? undefined
          : conforming.refusalOfClientInfo({ ...unknown, ...(clientTime && { clientTime }) });
      },
    },
  },
  {
    name: 'playready-test-server-gives-two-unasked',
    breaks: [row('no-parameters')],
    behaviour: { asksFor: where(/^$/, asked => [...asked, ...asked]) },
  },
  {
    name: 'playready-test-server-last-group-counts',
    breaks: [row('groups'), row('base64-json'), row('root-and-leaf')],
    behaviour: {
      kidsAskedFor: (asked, challenge) => conforming.kidsAskedFor(asked.slice(-1), challenge),
    },
  },
  {
    name: 'playready-test-server-one-license-of-cfg64',
    breaks: [row('base64-json')],
    behaviour: { asksFor: where(/cfg64=/, asked => asked.slice(0, 1)) },
  },
  {
    name: 'playready-test-server-first-kid-for-all-groups',
    breaks: [row('groups-kids')],
    behaviour: {
      kidsAskedFor: (asked, challenge) => {
        const kids = conforming.kidsAskedFor(asked, challenge);
        return kids.flatMap(() => kids.slice(0, 1));
      },
    },
  },
  {
    name: 'playready-test-server-leaf-without-root',
    breaks: [row('root-and-leaf')],
    behaviour: {
      kidsAskedFor: (asked, challenge) =>
        conforming.kidsAskedFor(
          asked.filter(({ isroot }) => isroot !== true),
          challenge,
        ),
    },
  },
  {
    name: 'playready-test-server-makes-transaction-ids',
    breaks: [row('transaction-id')],
    behaviour: {
      transactionAskedFor: asked =>
        conforming.transactionAskedFor(asked) === undefined ? undefined : 'new',
    },
  },
  {
    name: 'playready-test-server-persistent-without-nonce',
    breaks: [row('persist-nonce')],
    behaviour: {
      finish: (response, { request }) =>
        request.url.search === '?cfg=(persist:true)' && typeof response.body === 'string'
          ? { ...response, body: response.body.replace(/<LicenseNonce>.*<\/LicenseNonce>/, '') }
          : response,
    },
  },
  {
    name: 'playready-test-server-ignores-persist',
    breaks: [row('persist-signed')],
    behaviour: { asksForPersistent: () => false },
  },
  {
    name: 'playready-test-server-plus-is-a-blank',
    breaks: [row('parameters')],
    behaviour: {
      asksFor: (url, challenge) =>
        conforming.asksFor(new URL(url.href.replaceAll('+', '%20')), challenge),
    },
  },
];

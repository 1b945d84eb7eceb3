import { whyUntelling } from '../clock/declared-answer.ts';
import { clockVersions } from './clock.ts';
import type { Complaint } from './complaints.ts';
import type { TargetDescription } from './target.ts';
import { defaultClientInfo } from './wmdrm.ts';

/** Headers whose values are credentials, by the words that their names are made of. */
export const secretHeader = /auth|cookie|credential|key|pass|pwd|secret|session|signature|token/i;

/** What no schema says: values that don't go together, and text where a secret is to be expected. */
export function contradictionsIn(target: TargetDescription): readonly Complaint[] {
  return [
    ...inParts(target),
    ...inPermissions(target),
    ...inHeaders(target),
    ...inIdentities(target),
    ...inGrants(target),
    ...inServices(target),
    ...inWmdrm(target),
  ];
}

const parts = ['deployments', 'playready', 'wmdrm', 'clock', 'services'] as const;

function inParts(target: TargetDescription): readonly Complaint[] {
  if (parts.every(part => target[part] === undefined))
    return [
      {
        keys: [],
        text: `the file names no server; add the key "deployments" for an RMS server, or "playready", "wmdrm", "clock" or "services".`,
      },
    ];
  const { clock } = target;
  if (clock === undefined || clockVersions.some(version => clock[version] !== undefined)) return [];
  return [
    { keys: ['clock'], text: `"clock" names no service; add one of ${clockVersions.join(', ')}.` },
  ];
}

function inPermissions(target: TargetDescription): readonly Complaint[] {
  if (target.readOnly !== true) return [];
  return (['mayIssue', 'mayDecommission'] as const)
    .filter(key => target[key] === true)
    .map(key => ({
      keys: [key],
      text: `"${key}" is true beside readOnly: true; remove one of the two.`,
    }));
}

function inHeaders({ authentication }: TargetDescription): readonly Complaint[] {
  if (authentication?.type !== 'headers') return [];
  const { headers } = authentication;
  const names = Object.keys(headers);
  return names.flatMap((name, index) => {
    const keys = ['authentication', 'headers', name];
    const before = names.slice(0, index).find(each => each.toLowerCase() === name.toLowerCase());
    if (before !== undefined)
      return [
        { keys, text: `"${keys.join('.')}" is the same header as ${before}; leave one out.` },
      ];
    if (typeof headers[name] !== 'string' || !secretHeader.test(name)) return [];
    return [
      {
        keys,
        text: `"${keys.join('.')}" holds a secret itself, by its name; move it to an environment variable or a file of its own, and write { env: NAME } or { file: PATH } in its place.`,
      },
    ];
  });
}

function inIdentities({ identities = {} }: TargetDescription): readonly Complaint[] {
  const users = Object.entries(identities);
  return users.flatMap(([role, { emailAddress }], index) => {
    const same = ([, other]: (typeof users)[number]): boolean =>
      other.emailAddress.toLowerCase() === emailAddress.toLowerCase();
    const before = users.slice(0, index).find(same)?.[0];
    if (before === undefined) return [];
    return [
      {
        keys: ['identities', role, 'emailAddress'],
        text: `the ${role} has the address of the ${before}; they have to be different users.`,
      },
    ];
  });
}

function inGrants({ licenses = {}, identities = {} }: TargetDescription): readonly Complaint[] {
  return Object.entries(licenses).flatMap(([kind, { grants = [] }]) =>
    grants.flatMap(({ user }, index) =>
      user in identities
        ? []
        : [
            {
              keys: ['licenses', kind, 'grants', String(index), 'user'],
              text: `the license grants something to the ${user}, whom identities does not name; add the user.`,
            },
          ],
    ),
  );
}

function inServices({ services = [] }: TargetDescription): readonly Complaint[] {
  const names = services.map(({ name }) => name);
  return services.flatMap(({ name, method = 'GET', headers = {}, body, expect }, index) => {
    const keys = ['services', String(index)];
    const secret = Object.keys(headers).find(
      header => typeof headers[header] === 'string' && secretHeader.test(header),
    );
    const reason = whyUntelling(expect, undefined);
    return [
      ...(names.indexOf(name) < index
        ? [{ keys: [...keys, 'name'], text: `there are two services called "${name}".` }]
        : []),
      ...(body !== undefined && method === 'GET'
        ? [
            {
              keys: [...keys, 'body'],
              text: `the service "${name}" has a body, and a GET sends none; add method: POST, or leave it out.`,
            },
          ]
        : []),
      ...(secret !== undefined
        ? [
            {
              keys: [...keys, 'headers', secret],
              text: `the header ${secret} of the service "${name}" holds a secret itself, by its name; move it to an environment variable or a file of its own, and write { env: NAME } or { file: PATH } in its place.`,
            },
          ]
        : []),
      ...(reason !== undefined
        ? [{ keys: [...keys, 'expect'], text: `of the service "${name}", ${reason}.` }]
        : []),
    ];
  });
}

function inWmdrm({ wmdrm }: TargetDescription): readonly Complaint[] {
  if (wmdrm === undefined) return [];
  const { client, unlistedClient, serverKey, content = {}, clientInfo = {} } = wmdrm;
  const { minimumAppSecurity = 0 } = content;
  const { appSecurity = defaultClientInfo.appSecurity } = clientInfo;
  return [
    ...(client !== undefined && serverKey === undefined
      ? [
          {
            keys: ['wmdrm', 'client'],
            text: '"wmdrm.client" needs "serverKey" beside it: requests are encrypted to the server; add its public key KS.',
          },
        ]
      : []),
    ...(unlistedClient !== undefined && client === undefined
      ? [
          {
            keys: ['wmdrm', 'unlistedClient'],
            text: '"wmdrm.unlistedClient" needs "client" beside it, a client that the server accepts: a refusal tells nothing where everything is refused.',
          },
        ]
      : []),
    ...(minimumAppSecurity > appSecurity
      ? [
          {
            keys: ['wmdrm', 'content', 'minimumAppSecurity'],
            text: `"wmdrm.content.minimumAppSecurity" is above "wmdrm.clientInfo.appSecurity", which is ${appSecurity} here: every request would have to be refused; raise the latter.`,
          },
        ]
      : []),
  ];
}

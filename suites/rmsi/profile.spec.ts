import { compareDataVersions, parseDataVersion } from '../../harness/rms/data-version.ts';
import { readVersionData } from '../../harness/rms/version-data.ts';
import type { Profile } from '../../harness/target/profile.ts';
import { Inapplicable } from '../../harness/verdict/blocked.ts';
import { quote } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { check } from './check.ts';

for (const bound of ['minimum', 'maximum'] as const)
  check(`rmsi.profile.${bound}-version`, async ({ profile, successes }) => {
    const documented = profile.range?.[bound] ?? leaveOpen(profile);
    await judgeAll(await successes(), ({ operation, reply, what }) => {
      const stated = readVersionData(reply, operation)?.[bound];
      if (stated === undefined || !isSameVersion(stated, documented))
        violate(`version ${documented}, as of ${profile.statement}`, quote(stated ?? ''), what);
    });
  });

check('rmsi.profile.no-version-data-on-faults', async ({ profile, faults }) => {
  if (profile.faultsCarryVersionData) leaveOpen(profile);
  await judgeAll(await faults(), ({ operation, reply, what }) => {
    if (readVersionData(reply, operation) !== undefined)
      violate(`no VersionData, as of ${profile.statement}`, 'one', what);
  });
});

function leaveOpen({ statement }: Profile): never {
  throw new Inapplicable(
    `The target is ${statement}; name a product with profile (docs/targets.md).`,
  );
}

function isSameVersion(left: string, right: string): boolean {
  const [one, other] = [parseDataVersion(left), parseDataVersion(right)];
  return one !== undefined && other !== undefined && compareDataVersions(one, other) === 0;
}

import type { Reply } from '../../harness/soap/reply.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { quote } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { check } from './check.ts';
import { contentKeyElements, expectKeyOf } from './content-key.ts';
import type { RmsiContext } from './context.ts';
import { compareDataVersions, formatDataVersion, parseDataVersion } from './data-version.ts';
import { provokeFaults } from './provoked-faults.ts';
import { expectVersionData, readVersionData } from './version-data.ts';

type Bound = 'minimum' | 'maximum';
const elementOf = { minimum: 'MinimumVersion', maximum: 'MaximumVersion' } as const;

check(['rmsi.version.header-present', 'rmsi.version.common-header-present'], async ({ answer }) => {
  const reply = await answer();
  if (contentKeyElements(reply).length > 0) expectVersionData(reply, 'a success');
});

for (const bound of ['minimum', 'maximum'] as const) {
  check(`rmsi.version.${bound}-format`, async context => {
    const success = { what: 'a success', reply: await context.accepted() };
    const stated = [success, ...(await faultsIfAny(context))].flatMap(({ what, reply }) => {
      const text = readVersionData(reply)?.[bound];
      return text === undefined ? [] : [{ what, text }];
    });
    if (stated.length === 0)
      throw new Blocked('version-unknown', `No response holds a ${elementOf[bound]}.`);
    await judgeAll(stated, ({ what, text }) => {
      if (parseDataVersion(text) === undefined)
        violate(`${elementOf[bound]} of the form a.b.c.d`, quote(text), what);
    });
  });

  check(`rmsi.version.response-${bound}`, context => expectInSuccess(context, bound));

  check(`rmsi.version.fault-${bound}`, context => expectInFaults(context, bound));

  check(`rmsi.version.reply-${bound}`, async context => {
    await judgeAll([expectInSuccess, expectInFaults], judge => judge(context, bound));
  });
}

async function faultsIfAny(context: RmsiContext) {
  try {
    return await provokeFaults(context);
  } catch (error) {
    if (error instanceof Blocked && error.code === 'no-fault') return [];
    throw error;
  }
}

/** The success states the bound; the minimum is not above the maximum; the maximum is accepted. */
async function expectInSuccess(context: RmsiContext, bound: Bound): Promise<void> {
  const reply = await context.accepted();
  const stated = statedBound(reply, bound, 'a success');
  const other = readVersionData(reply)?.[bound === 'minimum' ? 'maximum' : 'minimum'];
  const version = parseDataVersion(stated);
  // What is not of the form a.b.c.d is the format check's finding.
  if (version === undefined) return;
  if (bound === 'maximum') return expectAccepted(context, stated, 'a request at MaximumVersion');
  const maximum = parseDataVersion(other ?? '');
  if (maximum !== undefined && compareDataVersions(version, maximum) > 0)
    violate('a MinimumVersion not above MaximumVersion', `${stated} and ${other ?? ''}`);
}

/** Every fault states the bound that successes state; lowering a request to its range succeeds. */
async function expectInFaults(context: RmsiContext, bound: Bound): Promise<void> {
  const range = await context.range();
  await judgeAll(await provokeFaults(context), async ({ what, reply }) => {
    const stated = statedBound(reply, bound, what);
    const version = parseDataVersion(stated);
    if (version === undefined) return;
    if (compareDataVersions(version, range[bound]) !== 0)
      violate(
        `${elementOf[bound]} ${formatDataVersion(range[bound])}, as in successes`,
        quote(stated),
        what,
      );
    if (bound === 'maximum')
      await expectAccepted(context, stated, 'a request lowered to the MaximumVersion of a fault');
  });
}

function statedBound(reply: Reply, bound: Bound, what: string): string {
  const text = expectVersionData(reply, what)[bound];
  return text ?? violate(`a ${elementOf[bound]} in VersionData`, 'none', what);
}

async function expectAccepted(context: RmsiContext, version: string, what: string): Promise<void> {
  const reply = await context.acquireContentKey({ minimum: version, maximum: version });
  expectKeyOf(reply, context.licence('aes'), what);
}

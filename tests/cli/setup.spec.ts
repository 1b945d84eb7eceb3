import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test, type TestInfo } from '@playwright/test';
import type { Machine } from '../../cli/machine.ts';
import { setUp } from '../../cli/set-up.ts';

test.skip(process.platform === 'win32', 'The programs that stand in here are shell scripts.');

/** What a class file of this Java's version begins with: a mark, and the format, 44 above it. */
function classOf(java: number): Buffer {
  return Buffer.from([0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 44 + java]);
}

/** Says its version; as a compiler, writes what it was asked to compile, a class for Java 17. */
const java = String.raw`case "$1" in
  -version) echo 'openjdk version "17.0.99" 2025-01-01' >&2 ;;
  *) /bin/mkdir -p "$4/support"; printf '\312\376\272\276\0\0\0\075' > "$4/support/XMLValidator.class" ;;
esac`;

const withoutKerberos =
  'kerberos: not installed (it is optional); there will be no authentication by Negotiate.';

/** A folder of shell scripts as PATH, and a machine that has nothing else. */
function bareMachine(testInfo: TestInfo, scripts: Record<string, string>) {
  const path = testInfo.outputPath('path');
  const validatorFolder = testInfo.outputPath('xsd-schema-validator');
  const fetched = testInfo.outputPath('fetched', 'chrome');
  mkdirSync(join(validatorFolder, 'support'), { recursive: true });
  mkdirSync(testInfo.outputPath('fetched'));
  mkdirSync(path);
  const place = (name: string, text: string): void => {
    writeFileSync(join(path, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(path, name), 0o755);
  };
  for (const [name, text] of Object.entries(scripts)) place(name, text);
  const said: string[] = [];
  const machine: Machine = {
    env: { PATH: path },
    root: true,
    validatorFolder,
    kerberosFolder: undefined,
    buildAddon: [join(path, 'build-addon')],
    gssapiHeader: join(path, 'gssapi.h'),
    fetchChromium: [join(path, 'fetch-chromium')],
    playwrightsChromium: () => Promise.resolve(fetched),
    say: line => said.push(line),
  };
  return {
    machine,
    said,
    path,
    fetched,
    compiled: join(validatorFolder, 'support/XMLValidator.class'),
  };
}

/** An apt-get that logs its call, knows packages only after an update, and installs into `path`. */
function aptGet(path: string): string {
  return `
for word in "$@"; do
  case "$word" in
    update|install) command=$word; called=$word ;;
    *) name=$word; called="$command $word" ;;
  esac
done
echo "$DEBIAN_FRONTEND: $called" >> ${path}/apt.log
[ $command = update ] && : > ${path}/updated
[ $command = install ] && [ ! -e ${path}/updated ] && { echo "E: Unable to locate package $name" >&2; exit 100; }
case "$command $name" in
  'install default-jre-headless') /bin/cp ${path}/packed-java ${path}/java ;;
  'install chromium') /bin/cp ${path}/packed-chromium ${path}/chromium ;;
  'install libkrb5-dev') : > ${path}/gssapi.h ;;
esac
exit 0`;
}

test('a class that came compiled for a newer Java is compiled anew', async ({}, testInfo) => {
  const { machine, compiled } = bareMachine(testInfo, { java, chromium: '' });
  writeFileSync(compiled, classOf(21));
  await setUp(machine);
  expect(readFileSync(compiled)).toEqual(classOf(17));
});

test('what is there is used: a line per thing, nothing installed, and again', async ({}, testInfo) => {
  const calls = 'echo "$@" >> "$0.log"';
  const { machine, said, path, compiled } = bareMachine(testInfo, {
    java,
    chromium: calls,
    'apt-get': calls,
    'fetch-chromium': calls,
  });
  const lines = [
    `Java: 17.0.99, ${join(path, 'java')}`,
    'xsd-schema-validator: ready',
    `Chromium: ${join(path, 'chromium')}`,
    withoutKerberos,
  ];
  await setUp(machine);
  expect(said).toEqual(lines);
  expect(readFileSync(compiled)).toEqual(classOf(17));
  writeFileSync(compiled, classOf(11));
  await setUp(machine);
  expect(said).toEqual([...lines, ...lines]);
  expect(readFileSync(compiled)).toEqual(classOf(11));
  expect(readdirSync(path).filter(name => name.endsWith('.log'))).toEqual([]);
  expect(readdirSync(machine.validatorFolder ?? '')).toEqual(['support']);
});

test('as root on Debian both are installed, with new package lists if need be', async ({}, testInfo) => {
  const path = testInfo.outputPath('path');
  const { machine, said, compiled } = bareMachine(testInfo, {
    'packed-java': java,
    'packed-chromium': 'echo Chromium 1',
    'apt-get': aptGet(path),
  });
  await setUp(machine);
  expect(readFileSync(join(path, 'apt.log'), 'utf8').trim().split('\n')).toEqual([
    'noninteractive: install default-jre-headless',
    'noninteractive: update',
    'noninteractive: install default-jre-headless',
    'noninteractive: install chromium',
  ]);
  expect(said).toEqual([
    'default-jre-headless: installing with apt; this can take minutes',
    `Java: 17.0.99, ${join(path, 'java')}`,
    'xsd-schema-validator: ready',
    'chromium: installing with apt; this can take minutes',
    `Chromium: ${join(path, 'chromium')}`,
    withoutKerberos,
  ]);
  expect(existsSync(compiled)).toBe(true);
});

test('not root: Chromium is downloaded, and of Java one sentence says what is missing', async ({}, testInfo) => {
  const path = testInfo.outputPath('path');
  const { machine, said, fetched } = bareMachine(testInfo, {
    'apt-get': aptGet(path),
    'packed-chromium': 'echo Chromium 1',
    'fetch-chromium': `/bin/cp ${path}/packed-chromium ${testInfo.outputPath('fetched', 'chrome')}`,
  });
  await setUp({ ...machine, root: false });
  expect(existsSync(join(path, 'apt.log'))).toBe(false);
  expect(said).toEqual([
    'Java: none found, and installing packages needs root; install a Java runtime (17 or newer). Until then there is no Allure report and no second opinion on XML.',
    'Chromium: downloading with `playwright install`; this can take minutes',
    `Chromium: ${fetched}`,
    withoutKerberos,
  ]);
});

test('what can not be had is said in one sentence each, with every reason', async ({}, testInfo) => {
  const { machine, said } = bareMachine(testInfo, {
    'apt-get': 'echo Reading lists; echo "E: No network" >&2; exit 100',
    'fetch-chromium': 'echo "Error: getaddrinfo ENOTFOUND" >&2; exit 1',
  });
  await setUp(machine);
  expect(said.filter(line => !line.includes('minutes'))).toEqual([
    'Java: none found, and apt-get could not install default-jre-headless: E: No network; install a Java runtime (17 or newer). Until then there is no Allure report and no second opinion on XML.',
    'Chromium: none found, and apt-get could not install chromium: E: No network; `playwright install` failed: Error: getaddrinfo ENOTFOUND. Install chromium, or name one in CHROMIUM_PATH; until then the tests that open a report are skipped.',
    withoutKerberos,
  ]);
});

test('a java that only says where to get Java is none', async ({}, testInfo) => {
  const { machine, said } = bareMachine(testInfo, {
    java: 'echo "Unable to locate a Java Runtime." >&2; exit 1',
    chromium: '',
  });
  await setUp(machine);
  expect(said[0]).toMatch(/^Java: none found, and there is no apt-get here; /);
});

test('a downloaded Chromium that does not start is not called one', async ({}, testInfo) => {
  const path = testInfo.outputPath('path');
  const { machine, said } = bareMachine(testInfo, {
    java,
    'packed-chromium':
      'echo "chrome: error while loading shared libraries: libnss3.so" >&2; exit 127',
    'fetch-chromium': `/bin/cp ${path}/packed-chromium ${testInfo.outputPath('fetched', 'chrome')}`,
  });
  await setUp({ ...machine, root: false });
  expect(said.at(-2)).toContain(
    'it was fetched, but it does not start: chrome: error while loading shared libraries: libnss3.so',
  );
});

test('a class that does not compile, and an absent package, cost only the second opinion', async ({}, testInfo) => {
  const { machine, said, compiled } = bareMachine(testInfo, {
    java: '[ "$1" = -version ] || { echo "error: module jdk.compiler not found"; exit 2; }',
    chromium: '',
  });
  await setUp(machine);
  expect(said[1]).toBe(
    "xsd-schema-validator: its class can't be compiled (error: module jdk.compiler not found); there will be no second opinion on XML.",
  );
  expect(existsSync(compiled)).toBe(false);
  expect(readdirSync(machine.validatorFolder ?? '')).toEqual(['support']);
  await setUp({ ...machine, validatorFolder: undefined });
  expect(said[5]).toBe(
    'xsd-schema-validator: not installed (it is optional); there will be no second opinion on XML.',
  );
});

/** A package that needs a file which is built. */
function unbuiltKerberos(testInfo: TestInfo): string {
  const folder = testInfo.outputPath('kerberos');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{"main": "index.js"}');
  writeFileSync(join(folder, 'index.js'), "require('./built.json');\n");
  return folder;
}

test('the addon for Negotiate is built once, against headers that apt installs', async ({}, testInfo) => {
  const path = testInfo.outputPath('path');
  const { machine, said } = bareMachine(testInfo, {
    java,
    chromium: '',
    'apt-get': aptGet(path),
    'build-addon': `[ -e ${path}/gssapi.h ] && echo built >> "$0.log" && echo 1 > built.json`,
  });
  const withKerberos = { ...machine, kerberosFolder: unbuiltKerberos(testInfo) };
  await setUp(withKerberos);
  await setUp(withKerberos);
  expect(said.filter(line => /kerberos|krb5/.test(line))).toEqual([
    'libkrb5-dev: installing with apt; this can take minutes',
    'kerberos: ready',
    'kerberos: ready',
  ]);
  expect(readFileSync(join(path, 'build-addon.log'), 'utf8')).toBe('built\n');
});

test('of an addon that can not be built one sentence says why', async ({}, testInfo) => {
  const { machine, said } = bareMachine(testInfo, {
    java,
    chromium: '',
    'build-addon': 'echo "gyp ERR! not found: make" >&2; exit 1',
  });
  const withKerberos = { ...machine, root: false, kerberosFolder: unbuiltKerberos(testInfo) };
  await setUp(withKerberos);
  expect(said.at(-1)).toBe(
    'kerberos: not built, for want of libkrb5-dev, and there is no apt-get here; there will be no authentication by Negotiate.',
  );
  writeFileSync(machine.gssapiHeader ?? '', '');
  await setUp(withKerberos);
  expect(said.at(-1)).toBe(
    'kerberos: it could not be built (gyp ERR! not found: make); it takes a C++ compiler, make and Python, and there will be no authentication by Negotiate.',
  );
});

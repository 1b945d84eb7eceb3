import { catalogue } from '../../suites/rmsi/catalogue.ts';
import { expect } from '@playwright/test';
import { test } from './run-cli.ts';

test('a requirement: its clause, what is sent, and what its check says of every mutant', async ({
  cli,
}) => {
  const id = 'rmsi.decommission.empty-params';
  const { code, stdout, stderr } = await cli.assay('explain', id);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { statement, title } = catalogue.requirements[id];
  expect(stdout).toContain(`${id}\nMS-RMSI 3.2.4.1.3.1, SHOULD, binds the server: ${title}\n`);
  expect(stdout).toContain(statement);
  expect(stdout).toMatch(
    /^ {2}AcquireContentKey\/paramsSoap-empty to decommissioned \(\d+ bytes\): 500 System\.ArgumentNullException$/m,
  );
  expect(stdout).toContain('Proven by 2 mutants');
  expect(
    stdout.match(/: expected a SOAP fault that names ArgumentNullException; came /g),
  ).toHaveLength(2);
  expect(stdout).not.toContain('NOTHING');
});

test('a requirement without a check says why; --json says the same for scripts', async ({
  cli,
}) => {
  const id = 'rmsi.decommission.params-not-empty';
  const { code, stdout } = await cli.assay('explain', id, '--json');
  expect(code).toBe(0);
  const { title, untested, section } = catalogue.requirements[id];
  expect(JSON.parse(stdout)).toMatchObject({
    requirement: id,
    title,
    untested,
    section,
    proof: [],
  });
});

test('an id that there is not is 3, with those that are near', async ({ cli }) => {
  const { code, stdout, stderr } = await cli.assay('explain', 'rmsi.decommission.empty-param');
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toContain('there is no "rmsi.decommission.empty-param"');
  expect(stderr).toContain('rmsi.decommission.empty-params');
});

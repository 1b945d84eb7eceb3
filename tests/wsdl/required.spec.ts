import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import { placeholderPattern, isPlaceholderName } from '../../harness/wsdl/placeholders.ts';
import { requestRules } from '../../harness/wsdl/required.ts';
import type { ElementDeclaration } from '../../harness/wsdl/schema-model.ts';
import { loadServices, specifications } from '../../harness/wsdl/services.ts';

function paths(declaration: ElementDeclaration, parent = ''): string[] {
  if (declaration.type.kind === 'simple') return [];
  return declaration.type.sequence.flatMap(child => {
    const path = parent === '' ? child.name : `${parent}/${child.name}`;
    return [path, ...paths(child, path)];
  });
}

for (const specification of specifications)
  test(`the prose rules of ${specification} name elements that exist, sections and placeholders`, () => {
    const named: string[] = [];
    for (const { name, operations } of loadServices(specification))
      for (const operation of operations) {
        named.push(`${name}/${operation.name}`);
        const rules = requestRules(specification, name, operation.name);
        const known = paths(operation.input);
        for (const path of [...Object.keys(rules.required), ...Object.keys(rules.content)])
          expect(known, `${operation.name}: ${path}`).toContain(path);
        for (const section of Object.values(rules.required))
          expect(section).toMatch(/^MS-RM(?:SI|PR) 3(?:\.\d+)+$/);
        for (const text of Object.values(rules.content))
          for (const [, placeholder = ''] of text.matchAll(placeholderPattern))
            expect(isPlaceholderName(placeholder), placeholder).toBe(true);
      }
    const url = new URL(`../../harness/wsdl/required/${specification}.yaml`, import.meta.url);
    const file = parse(readFileSync(url, 'utf8')) as Record<string, object>;
    const written = Object.entries(file).flatMap(([service, operations]) =>
      Object.keys(operations).map(operation => `${service}/${operation}`),
    );
    expect(written.sort()).toEqual(named.sort());
  });

test('an operation without rules is refused', () => {
  expect(() => requestRules('rmsi', 'DecommissionService', 'Other')).toThrow(
    'Expected DecommissionService / Other in harness/wsdl/required/rmsi.yaml',
  );
});

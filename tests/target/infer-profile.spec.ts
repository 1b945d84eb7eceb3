import { expect, test } from '@playwright/test';
import { inferProfile, type ObservedVersions } from '../../harness/target/infer-profile.ts';
import { profileNames, profiles, type ProfileName } from '../../harness/target/profile.ts';

/** What a server that is in all as a product documents shows. */
function shown(name: ProfileName, changed: Partial<ObservedVersions> = {}): ObservedVersions {
  const { range } = profiles[name];
  return {
    successes: 2,
    faults: 4,
    faultsWithVersionData: 0,
    minimum: [range?.minimum ?? '1.0.0.0'],
    maximum: [range?.maximum ?? '1.0.0.0'],
    ...changed,
  };
}

const products = profileNames.filter(name => name !== 'specification');

for (const name of products)
  test(`what ${name} documents is inferred as it`, () => {
    const { heldTo, closest, products: all } = inferProfile(shown(name));
    expect(heldTo).toBe(name);
    expect(closest).toMatchObject({ profile: name, differences: [], unobserved: [] });
    expect(all.map(({ profile }) => profile).sort()).toEqual([...products].sort());
  });

test('a mixture of two products is held to the text, and told what it is close to', () => {
  const { heldTo, closest } = inferProfile(shown('rms-1.0-sp2', { faultsWithVersionData: 4 }));
  expect(heldTo).toBe('specification');
  expect(closest).toMatchObject({
    profile: 'rms-1.0-sp2',
    differences: [
      { fact: 'VersionData on faults', documented: 'on no fault', observed: 'on every fault' },
    ],
  });
});

test('a server that states two ranges is like no product', () => {
  const { heldTo, closest } = inferProfile(
    shown('rms-1.0', { maximum: ['1.0.0.0', '1.2.0.0'], faultsWithVersionData: 1 }),
  );
  expect(heldTo).toBe('specification');
  expect(closest.differences).toEqual([
    { fact: 'MaximumVersion', documented: '1.2.0.0', observed: '1.0.0.0, 1.2.0.0' },
    { fact: 'VersionData on faults', documented: 'on no fault', observed: 'on 1 of 4 faults' },
  ]);
});

test('what was not observed agrees with nothing', () => {
  for (const changed of [{ faults: 0 }, { minimum: [] }, { maximum: [] }]) {
    const { heldTo, closest } = inferProfile(shown('rms-1.0', changed));
    expect(heldTo).toBe('specification');
    expect(closest.unobserved).toHaveLength(1);
  }
});

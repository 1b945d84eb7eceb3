import { profileNames, profiles, type ProfileName } from './profile.ts';

/** What answers of a server showed of the facts in which products are documented to differ. */
export interface ObservedVersions {
  readonly successes: number;
  readonly faults: number;
  readonly faultsWithVersionData: number;
  /** Every MinimumVersion that an answer stated, once each. */
  readonly minimum: readonly string[];
  readonly maximum: readonly string[];
}

/** A fact in which the server is otherwise than a profile documents. */
export interface ProfileDifference {
  readonly fact: 'MinimumVersion' | 'MaximumVersion' | 'VersionData on faults';
  readonly documented: string;
  readonly observed: string;
}

/** How a server stands to one documented product. */
export interface ProductDistance {
  readonly profile: ProfileName;
  readonly statement: string;
  readonly differences: readonly ProfileDifference[];
  /** Facts that no answer showed. */
  readonly unobserved: readonly ProfileDifference['fact'][];
}

/** What `profile: infer` came to. */
export interface ProfileInference {
  /** The closest product where every fact was observed and agrees; else the text alone. */
  readonly heldTo: ProfileName;
  readonly closest: ProductDistance;
  readonly observed: ObservedVersions;
  /** All documented products, the closest first. */
  readonly products: readonly ProductDistance[];
}

/**
 * Compares what was observed with every documented product (MS-RMSI section 7, notes 2 and 3). A
 * server that is like none of them in every fact is held to the text of the specification: what the
 * notes grant to a product is granted to no mixture.
 */
export function inferProfile(observed: ObservedVersions): ProfileInference {
  // Of several that are equally close, the newest.
  const products = profileNames
    .filter(name => profiles[name].range !== undefined)
    .toReversed()
    .map(name => distanceTo(name, observed))
    .sort((left, right) => left.differences.length - right.differences.length);
  const [closest] = products;
  if (closest === undefined) throw new Error('No product is documented.');
  const agrees = closest.differences.length === 0 && closest.unobserved.length === 0;
  return { heldTo: agrees ? closest.profile : 'specification', closest, observed, products };
}

function distanceTo(profile: ProfileName, observed: ObservedVersions): ProductDistance {
  const { statement, range, faultsCarryVersionData } = profiles[profile];
  const { faults, faultsWithVersionData } = observed;
  const onFaults = faultsCarryVersionData ? 'on every fault' : 'on no fault';
  const facts = [
    { fact: 'MinimumVersion', documented: range?.minimum ?? '', observed: observed.minimum },
    { fact: 'MaximumVersion', documented: range?.maximum ?? '', observed: observed.maximum },
    {
      fact: 'VersionData on faults',
      documented: onFaults,
      observed: faults === 0 ? [] : [describeFaults(faults, faultsWithVersionData)],
    },
  ] as const;
  return {
    profile,
    statement,
    differences: facts
      .filter(({ documented, observed: values }) => values.some(value => value !== documented))
      .map(({ fact, documented, observed: values }) => ({
        fact,
        documented,
        observed: values.join(', '),
      })),
    unobserved: facts.filter(({ observed: values }) => values.length === 0).map(({ fact }) => fact),
  };
}

function describeFaults(faults: number, withVersionData: number): string {
  if (withVersionData === 0) return 'on no fault';
  return withVersionData === faults
    ? 'on every fault'
    : `on ${withVersionData} of ${faults} faults`;
}

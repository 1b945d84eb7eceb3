import { clockVersions } from './clock.ts';
import type { Target } from './target.ts';
import type { WmdrmTarget } from './wmdrm.ts';

/** The parts of a target that URLs stand in. */
type Parts = Partial<Pick<Target, 'deployments' | 'playready' | 'clock' | 'services'>> & {
  readonly wmdrm?: Pick<WmdrmTarget, 'deployments' | 'higherLayer'>;
};

/**
 * All URLs of a target, each by the name that reports give it: an RMS server's by its state, every other
 * behind the part of the target that it stands in.
 */
export function namedUrls({
  deployments = {},
  playready,
  wmdrm,
  clock,
  services = [],
}: Parts): readonly (readonly [name: string, url: string])[] {
  const clocks = clockVersions.flatMap(version => {
    const { link, service } = clock?.services[version] ?? {};
    return [
      ...(link === undefined ? [] : [[`clock.${version}.link`, link] as const]),
      ...(service === undefined ? [] : [[`clock.${version}.service`, service] as const]),
    ];
  });
  return [
    ...Object.entries(deployments),
    ...Object.entries(playready?.deployments ?? {}).map(
      ([name, url]) => [`playready.${name}`, url] as const,
    ),
    ...Object.entries(wmdrm?.deployments ?? {}).map(
      ([name, url]) => [`wmdrm.${name}`, url] as const,
    ),
    ...(wmdrm?.higherLayer === undefined
      ? []
      : [['wmdrm.higherLayer', wmdrm.higherLayer] as const]),
    ...clocks,
    ...services.map(({ name, url }) => [`service ${name}`, url] as const),
  ];
}

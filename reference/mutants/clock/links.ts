import { clockVersions, type ClockVersion } from '../../../harness/target/clock.ts';
import { conforming, type Behaviour } from '../../clock/behaviour.ts';
import type { Mutant } from '../mutant.ts';

/** The table of services (PlayReady-facts 7.1). */
export const linkMutants: readonly Mutant<Behaviour>[] = [
  ...clockVersions.map(elsewhere),
  {
    name: 'link-of-v1-without-query',
    breaks: ['clock.v1.redirect'],
    behaviour: {
      linkTarget: version => {
        const target = conforming.linkTarget(version);
        return version === 'v1' ? target.replace(/\?.*$/, '') : target;
      },
    },
  },
  {
    name: 'link-of-v3-leads-out-of-the-target',
    breaks: ['clock.v3.redirect'],
    behaviour: {
      linkTarget: version =>
        version === 'v3' ? 'http://127.0.0.1:1/clock/' : conforming.linkTarget(version),
    },
  },
  {
    name: 'link-of-v2-answers-with-a-page',
    breaks: ['clock.v2.redirect'],
    behaviour: {
      linkStatus: version => (version === 'v2' ? 200 : conforming.linkStatus(version)),
    },
  },
  {
    name: 'link-redirects-with-307',
    breaks: ['clock.v1.redirect-status'],
    behaviour: { linkStatus: () => 307 },
  },
];

/** A link that leads to the service of another version. */
function elsewhere(broken: ClockVersion): Mutant<Behaviour> {
  const other = broken === 'v4' ? 'v3' : 'v4';
  return {
    name: `link-of-${broken}-leads-to-${other}`,
    breaks: [`clock.${broken}.redirect`],
    behaviour: {
      linkTarget: version => conforming.linkTarget(version === broken ? other : version),
    },
  };
}

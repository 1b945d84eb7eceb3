import { conforming, type Behaviour } from '../../clock/behaviour.ts';
import type { Mutant } from '../mutant.ts';

/** Petitions to V1 (MS-DRMCD 3.2.5.5.2). */
export const petitionMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'petition-answered-with-404',
    breaks: ['clock.v1.petition-status'],
    behaviour: { petitionStatus: () => 404 },
  },
  {
    name: 'petition-redirected-forever',
    breaks: ['clock.v1.petition-status'],
    behaviour: {
      finish: (response, { place, version, request }) =>
        place === 'petition' && version === 'v1'
          ? {
              ...response,
              status: 302,
              headers: { ...response.headers, location: request.url.href },
            }
          : response,
    },
  },
  {
    name: 'petition-answered-with-a-page',
    breaks: ['clock.v1.petition-url'],
    behaviour: {
      writePetitionAnswer: url => `<html><body><a href="${url}">challenge</a></body></html>`,
    },
  },
  {
    name: 'petition-answered-with-a-relative-url',
    breaks: ['clock.v1.petition-url'],
    behaviour: { writePetitionAnswer: url => new URL(url).pathname },
  },
  {
    name: 'second-petition-refused',
    breaks: ['clock.v1.petition-repeatable'],
    behaviour: {
      petitionStatus: nth => (nth === 0 ? conforming.petitionStatus(nth) : 403),
    },
  },
];

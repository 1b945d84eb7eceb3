import { conforming, type Behaviour } from '../../clock/behaviour.ts';
import type { Mutant } from '../mutant.ts';

/** What holds of every service over HTTP. */
export const httpMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'petition-answered-without-date',
    breaks: ['clock.http.date'],
    behaviour: {
      date: (now, place) => (place === 'petition' ? undefined : conforming.date(now, place)),
    },
  },
  {
    name: 'link-answered-without-date',
    breaks: ['clock.http.date'],
    behaviour: {
      date: (now, place) => (place === 'link' ? undefined : conforming.date(now, place)),
    },
  },
  {
    name: 'date-as-iso-8601',
    breaks: ['clock.http.date-form'],
    behaviour: {
      date: (now, place) =>
        place === 'challenge' ? now.toISOString() : conforming.date(now, place),
    },
  },
  {
    name: 'date-of-the-day-before',
    breaks: ['clock.http.date-current'],
    behaviour: {
      date: (now, place) =>
        conforming.date(
          place === 'petition' ? new Date(now.getTime() - 24 * 60 * 60 * 1_000) : now,
          place,
        ),
    },
  },
  {
    name: 'petition-answer-to-be-cached',
    breaks: ['clock.http.not-cached'],
    behaviour: {
      cacheControl: place =>
        place === 'petition' ? 'public, max-age=3600' : conforming.cacheControl(place),
    },
  },
  {
    name: 'response-expires-tomorrow',
    breaks: ['clock.http.not-cached'],
    behaviour: {
      finish: (response, { place }) =>
        place === 'challenge'
          ? {
              ...response,
              headers: {
                ...response.headers,
                expires: new Date(Date.now() + 24 * 60 * 60 * 1_000).toUTCString(),
              },
            }
          : response,
    },
  },
];

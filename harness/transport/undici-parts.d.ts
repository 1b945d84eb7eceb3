// The parts of undici that are needed, by their files: loading all of it takes three times as long,
// and Playwright starts a worker anew after every failing check.

declare module 'undici/lib/dispatcher/client.js' {
  import { Client } from 'undici';
  export = Client;
}

declare module 'undici/lib/core/errors.js' {
  import { errors } from 'undici';
  export = errors;
}

import type { SecretSource } from '../target/secret.ts';
import type { WireLimits, WireTls } from './wire.ts';

/** Who the harness is to the server; secrets are named, never held (target/secret.ts). */
export type Authentication =
  | { readonly type: 'basic'; readonly user: string; readonly password: SecretSource }
  | { readonly type: 'bearer'; readonly token: SecretSource }
  | {
      readonly type: 'headers';
      readonly headers: Readonly<Record<string, string | SecretSource>>;
    }
  | {
      readonly type: 'ntlm';
      readonly user: string;
      readonly domain?: string;
      readonly workstation?: string;
      readonly password: SecretSource;
    }
  | {
      readonly type: 'negotiate';
      /** `HTTP@host` unless given. */
      readonly servicePrincipal?: string;
      /** One of the principals that kinit left a ticket for; its default unless given. */
      readonly user?: string;
    };

/** An HTTP proxy, `http://host:port`. */
export interface Proxy {
  readonly url: string;
  readonly user?: string;
  readonly password?: SecretSource;
}

/** All that it takes to reach a server: what every transport is opened with. */
export interface Access {
  readonly tls: WireTls;
  readonly limits: WireLimits;
  readonly authentication?: Authentication;
  readonly proxy?: Proxy;
}

/** The part of something larger that says how to reach its server. */
export function accessOf({ tls, limits, authentication, proxy }: Access): Access {
  return {
    tls,
    limits,
    ...(authentication !== undefined && { authentication }),
    ...(proxy !== undefined && { proxy }),
  };
}

import type { WmdrmDeployment } from '../../harness/target/wmdrm.ts';
import type { HttpResponse } from '../http/message.ts';
import type { Asked } from './exchange.ts';

/** How requests come in, and answers go out (MS-DRM 2.2.2.1, 2.2.3.1.2). */
export interface HttpRules {
  /** What the form's field `nonsilent` asks for, undefined where there is none. */
  readonly isNonsilent: (field: string | undefined) => boolean;
  /** What follows the challenge of a version 1 request makes no difference. */
  readonly takesQuery: (query: string) => boolean;
  /** Whether the server state offers GETs, POSTs and pages to POSTs (MS-DRM 1.7). */
  readonly servesVersion1: (deployment: WmdrmDeployment) => boolean;
  readonly servesVersion7: (deployment: WmdrmDeployment) => boolean;
  readonly servesNonsilent: (deployment: WmdrmDeployment) => boolean;
  /** The last word on every answer. */
  readonly finish: (response: HttpResponse, asked: Asked) => HttpResponse;
}

export const conformingHttp: HttpRules = {
  isNonsilent: field => field === '1',
  takesQuery: () => true,
  servesVersion1: deployment => deployment !== 'silent-only',
  servesVersion7: deployment => deployment !== 'version1-only',
  servesNonsilent: deployment => deployment !== 'silent-only',
  finish: response => response,
};

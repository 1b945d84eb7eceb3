import type { Reply } from '../soap/reply.ts';
import type { FixtureValues } from '../wsdl/fill.ts';
import type { OperationName } from './operations.ts';
import type { RmsRequest } from './request.ts';
import type { DeploymentName } from './state.ts';

/** A license or certificate as it stands in a request. */
interface Xml {
  readonly xml: string;
}

/** What requests to all operations can have otherwise than the accepted one. */
type Common = Pick<RmsRequest, 'fixture' | 'minimum' | 'maximum' | 'edit'>;

/** AcquireContentKey (MS-RMSI 3.2.4.1). */
export interface KeyRequest extends Common {
  readonly licence?: Xml;
  /** What stands in the second place of a fixture with two; the first licence again unless given. */
  readonly second?: Xml;
}

/** Precertify (MS-RMSI 3.3.4.1); the fixture `full` has Identification as well as UserName. */
export interface PrecertifyRequest extends Common {
  readonly userName?: string;
  readonly sid?: string;
}

/** EditIssuanceLicense (MS-RMSI 3.4.4.1). */
export interface EditRequest extends Common {
  readonly signed?: Xml;
  readonly unsigned?: Xml;
}

/** AcquirePreLicense (MS-RMSI 3.5.4.1). */
export interface PreLicenseRequest extends Common {
  /** LicenseeIdentities, in order; none at all is an empty array. */
  readonly licensees?: readonly string[];
  readonly licence?: Xml;
}

/** AcquireLicense (MS-RMSI 6.4, MS-RMPR 3.4.4.1). */
export interface LicenseRequest extends Common {
  /** LicenseeCerts, leaf first. */
  readonly account?: readonly string[];
  readonly licence?: Xml;
}

type Call<Request> = (request: Request, deployment?: DeploymentName) => Promise<Reply>;

/**
 * A function per operation. Each sends its request after the twin was accepted, to the deployment
 * named, or else to the operation's first home.
 */
export interface RmsCalls {
  readonly acquireContentKey: Call<KeyRequest>;
  readonly precertify: Call<PrecertifyRequest>;
  readonly editIssuanceLicense: Call<EditRequest>;
  readonly acquirePreLicense: Call<PreLicenseRequest>;
  readonly acquireLicense: Call<LicenseRequest>;
}

/** The calls over a function that sends any request. */
export function callsOf(
  ask: (name: OperationName, request: RmsRequest) => Promise<Reply>,
): RmsCalls {
  const call =
    <Request extends Common>(
      name: OperationName,
      read: (request: Request) => Readonly<Record<string, FixtureValues[string] | undefined>>,
    ): Call<Request> =>
    (request, deployment) => {
      const { fixture, minimum, maximum, edit } = request;
      const given = Object.entries(read(request)).filter(([, value]) => value !== undefined);
      return ask(name, {
        ...(fixture !== undefined && { fixture }),
        ...(minimum !== undefined && { minimum }),
        ...(maximum !== undefined && { maximum }),
        ...(edit !== undefined && { edit }),
        ...(deployment !== undefined && { deployment }),
        values: Object.fromEntries(given) as FixtureValues,
      });
    };
  return {
    acquireContentKey: call<KeyRequest>('AcquireContentKey', ({ licence, second }) => ({
      'publishing-license': licence?.xml,
      'unsigned-publishing-license': licence?.xml,
      'publishing-license-2': second?.xml,
    })),
    precertify: call<PrecertifyRequest>('Precertify', ({ userName, sid }) => ({
      'user-name': userName,
      'user-sid': sid,
    })),
    editIssuanceLicense: call<EditRequest>('EditIssuanceLicense', ({ signed, unsigned }) => ({
      'publishing-license': signed?.xml,
      'unsigned-publishing-license': unsigned?.xml,
    })),
    acquirePreLicense: call<PreLicenseRequest>('AcquirePreLicense', ({ licensees, licence }) => ({
      licensee: licensees,
      'publishing-license': licence?.xml,
    })),
    acquireLicense: call<LicenseRequest>('AcquireLicense', ({ account, licence }) => ({
      'rac-chain': account,
      'publishing-license': licence?.xml,
    })),
  };
}

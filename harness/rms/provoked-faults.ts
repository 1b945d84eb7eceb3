import type { OperationName } from './operations.ts';
import type { RmsRequest } from './request.ts';
import type { Answer } from './session.ts';

/** A request that the document has refused, for checks that look at faults whatever their cause. */
export interface Provocation {
  readonly what: string;
  readonly request: RmsRequest;
}

/** A fault, and what provoked it. */
export interface ProvokedFault extends Answer {
  readonly operation: OperationName;
  readonly what: string;
}

/** The array of each operation's parameters, as fixtures call it when it is empty. */
const emptyParameters: Readonly<Record<OperationName, string>> = {
  AcquireContentKey: 'paramsSoap-empty',
  Precertify: 'requestParams-empty',
  EditIssuanceLicense: 'RequestParams-empty',
  AcquirePreLicense: 'RequestParams-empty',
  AcquireLicense: 'RequestParams-empty',
  AcquireIssuanceLicense: 'RequestParams-empty',
};

/** One for each common fault code of MS-RMSI 3.1.4.2. */
export function provocationsOf(name: OperationName): readonly Provocation[] {
  return [
    {
      what: 'a MaximumVersion far above any server',
      request: { minimum: '1.0.0.0', maximum: '2147483647.0.0.0' },
    },
    {
      what: 'a MinimumVersion that is no version number',
      request: { minimum: '1.0', maximum: '1.0.0.0' },
    },
    {
      what: `an empty ${emptyParameters[name].replace(/-empty$/, '')}`,
      request: { fixture: emptyParameters[name] },
    },
  ];
}

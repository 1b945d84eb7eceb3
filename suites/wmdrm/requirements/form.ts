import { rows } from '../../../harness/verdict/rows.ts';

/** How requests travel, and how silent answers come back (MS-DRM 2.2.3.1.2, 3.2.5.2). */
export const form = rows(
  { operation: 'Form of requests', heldBy: 'tests/license-server/client.spec.ts' },
  {
    'wmdrm.form.silent-absent': `
    2.2.3.1.2 MUST "MS-DRM 2.2.3.1.2 and 3.2.5.2": Without the field nonsilent, a request is silent
    The response to a form that has no nonsilent comes back directly, not inside of a page.`,
    'wmdrm.form.silent-zero': `
    2.2.3.1.2 MUST "MS-DRM 2.2.3.1.2 and 3.2.5.2": With nonsilent=0, a request is silent
    The response to a form whose nonsilent is 0 comes back directly, not inside of a page.`,
    'wmdrm.form.post': `
    2.2.3.1.2 MUST client "MS-DRM 2.2.3.1.2 and 3.1.5.2.1": A version 7 request is posted as the field challenge
    The client posts its request as challenge, and says nothing or 0 or 1 as nonsilent.`,
    'wmdrm.form.get': `
    2.2.2.1 MUST client "MS-DRM 2.2.2.1 and 3.1.5.1.1": A version 1 request is the parameter challenge of a GET
    The client puts its packet in base64 into the query, and DRMVer behind it.`,
    'wmdrm.form.drmver': `
    2.2.2.1 MUST client "MS-DRM 2.2.2.1": DRMVer is 1.3 or 1.4
    A client of version 1 alone says 1.3, one of version 7 and above 1.4.`,
    'wmdrm.form.schema': `
    3.2.5.2 MUST client "MS-DRM 3.2.5.2, Request Validation": A request conforms to its schema
    What the client sends is valid against the schema of 2.2.3.1.3.`,
    'wmdrm.form.actions': `
    2.2.3.1.3.1 MUST client "MS-DRM 2.2.3.1.3, schema": One to five rights are asked for
    An ACTIONLIST has at least one ACTION, and five at the most.`,
    'wmdrm.form.loosely-validated': `
    3.2.5.2 MAY "MS-DRM 3.2.5.2, Request Validation": Other fields serve the license logic
    Most fields of a request are not strictly looked at, and what they are used for is the implementer's business.
    untested: A server is free in this.`,
  },
);

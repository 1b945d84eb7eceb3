import { toldState } from '../../harness/license-server/state-variables.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { quote } from '../../harness/verdict/expect.ts';
import { violate } from '../../harness/verdict/violation.ts';
import { decodeMessageBase64 } from '../../harness/wmdrm/message-base64.ts';
import { pkBytes } from '../../harness/wmdrm/pkcert.ts';
import { check } from './check.ts';

/** The element of each row, and the variable that it is told as (MS-DRM 3.2.5.2). */
const mapped = {
  'wmdrm.state.subject-id1': ['SUBJECTID1', 'SubjectId1'],
  'wmdrm.state.subject-id2': ['SUBJECTID2', 'SubjectId2'],
  'wmdrm.state.drmk-version': ['DRMKVERSION', 'DrmKVersion'],
  'wmdrm.state.revocation-info': ['REVOCATIONINFO', 'RevocationInfo'],
  'wmdrm.state.security-version': ['SECURITYVERSION', 'SecurityVersion'],
  'wmdrm.state.client-version': ['CLIENTVERSION', 'ClientVersion'],
  'wmdrm.state.client-app-sec': ['APPSECURITY', 'ClientAppSec'],
} as const;

for (const [id, [element, variable]] of Object.entries(mapped))
  check(id as keyof typeof mapped, async context => {
    const { variables, sent } = await toldState(context);
    const wanted = sent(element) ?? '';
    if (wanted === '') throw notSent(element);
    const came = variables.get(variable);
    if (came?.trim() !== wanted)
      violate(`${variable} ${quote(wanted)}`, came === undefined ? 'none' : quote(came));
  });

check('wmdrm.state.wrm-header', async context => {
  const { variables, header } = await toldState(context);
  if (header === undefined) throw notSent('WRMHEADER');
  const came = variables.get('WRMHeader');
  // The element, or what is in it: the variable's form is the implementer's.
  const inside = header.replace(/^<[^>]*>|<\/[^>]*>$/g, '');
  if (came === undefined || ![header, inside].some(each => folded(each) === folded(came)))
    violate(`WRMHeader ${quote(header)}`, came === undefined ? 'none' : quote(came));
});

check('wmdrm.state.client-certificate', async context => {
  const { variables } = await toldState(context);
  const { pkcert } = context.kit.client('listed');
  const came = variables.get('ClientCertificate');
  const bytes = decodeMessageBase64(came ?? '');
  // CLIENTID.pkcert in one section, CLIENTID.pk in another (contradiction 13).
  const known = [pkcert, pkcert.subarray(0, pkBytes)];
  if (bytes === undefined || !known.some(each => Buffer.compare(each, bytes) === 0))
    violate(
      "ClientCertificate with the client's certificate in base64",
      came === undefined ? 'none' : 'something else',
    );
});

function notSent(element: string): Blocked {
  return new Blocked(
    'deployment-missing',
    `The request has no ${element} that could be told; see wmdrm.content.header and wmdrm.clientInfo of the target file, or the recording.`,
  );
}

function folded(text: string): string {
  return text.replace(/\s+/g, '');
}

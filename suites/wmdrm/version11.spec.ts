import { withClientId, withMachineCertificate } from '../../harness/license-server/edits.ts';
import { expectError } from '../../harness/license-server/expect-error.ts';
import { requireDirect } from '../../harness/license-server/direct-response.ts';
import { describeLicenses } from '../../harness/license-server/describe-licenses.ts';
import { machineCertificateDefects } from '../../harness/license-server/machine-certificate-defects.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { hresults } from '../../harness/wmdrm/errors.ts';
import { check } from './check.ts';

check('wmdrm.version11.license', async context => {
  const { response } = await context.accepted({});
  const reply = await context.answer({ protocol: 11 });
  const direct = requireDirect(reply, 'the version 11 request');
  if (direct.licenses.length === 0)
    violate('a license, as for the version 7 request', 'a response without one');
  const [wanted, came] = [response, direct].map(
    each => each && describeLicenses(each, context.kit, context.hide).join('; '),
  );
  if (came !== wanted) context.note(`Version 7 gets ${wanted ?? ''}; version 11 ${came ?? ''}.`);
});

check('wmdrm.version11.rules-of-version7', async context => {
  const edit = (request: string) => withClientId(request, bytes => bytes.slice(0, -1));
  const reply = await context.ask({ protocol: 11, fixture: 'client-id-167-bytes', edit });
  expectError(context, reply, [hresults.clientIdDecoding], 'a CLIENTID of 167 bytes');
});

for (const [id, { error, cases }] of Object.entries(machineCertificateDefects))
  check(`wmdrm.version11.${id as keyof typeof machineCertificateDefects}`, async context => {
    await judgeAll(Object.entries(cases), async ([what, change]) => {
      const reply = await context.ask({
        protocol: 11,
        fixture: `machine-certificate-${what.replaceAll(' ', '-')}`,
        edit: text => withMachineCertificate(text, change),
      });
      expectError(context, reply, [error], `a machine certificate ${what}`);
    });
  });

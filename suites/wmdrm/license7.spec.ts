import {
  licenseDocuments,
  openedLicenses,
  version7Licenses,
} from '../../harness/license-server/given-licenses.ts';
import type { WmdrmContext } from '../../harness/license-server/context.ts';
import { judgeSignature } from '../../harness/license-server/judge-signature.ts';
import { ifReadable } from '../../harness/license-server/open-license.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { quote } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { blockPrefix } from '../../harness/wmdrm/license7.ts';
import { textIn } from '../../harness/wmdrm/license-request.ts';
import { decryptBlock, pointOrders } from '../../harness/wmdrm/primitives/block.ts';
import { validateWmdrm } from '../../harness/wmdrm/validate.ts';
import { child } from '../../harness/xml/element.ts';
import { check } from './check.ts';

check('wmdrm.license7.opens', async context => {
  await judgeAll(await version7Licenses(context), ({ bytes, opened, what }) => {
    if (opened === undefined)
      context.violateIfDeclared(
        ['point-order', 'rc4-key-length'],
        'a license that KMpriv opens',
        `${bytes.length} bytes that it does not`,
        what,
      );
  });
});

const blockBytes = { 'wmdrm.license7.block-first': 0, 'wmdrm.license7.block-second': 1 } as const;

for (const [id, index] of Object.entries(blockBytes))
  check(id as keyof typeof blockBytes, async context => {
    await judgeAll(await openedLicenses(context), ({ opened: { block }, what }) => {
      const [wanted, came] = [blockPrefix[index], block[index]];
      if (came !== wanted) violate(`byte ${index} to be ${wanted ?? 0}`, String(came), what);
    });
  });

check('wmdrm.license7.document', async context => {
  await judgeAll(await openedLicenses(context), async ({ opened: { text, document }, what }) => {
    if (document === undefined)
      violate('a license in XML', `${text.length} bytes that are none`, what);
    await judgeAll(validateWmdrm('LICENSE', text), ({ line, message }) => {
      violate('a license that is valid against its schema', message, `${what}, line ${line}`);
    });
  });
});

check('wmdrm.license7.certificates', async context => {
  await judgeAll(await licenseDocuments(context), ({ document: { certificates }, what }) => {
    if (certificates.length < 2)
      violate('at least two certificates', String(certificates.length), what);
  });
});

check('wmdrm.license7.signature', async context => {
  const key = context.kit.licenseKey();
  await judgeAll(
    await licenseDocuments(context),
    ({ document: { signedText, signature }, what }) => {
      if (signedText === undefined || signature === undefined)
        throw new Blocked(
          'license-missing',
          'A license has no DATA or no SIGNATURE: wmdrm.license7.document.',
        );
      judgeSignature(context, { text: signedText, signature, key, what });
    },
  );
});

check('wmdrm.license7.content-key', async context => {
  const { machineKey } = context.kit.client('listed');
  const wanted = context.kit.contentKey();
  const order = context.assume('point-order');
  await judgeAll(await licenseDocuments(context), ({ document: { encryptedKey }, what }) => {
    if (encryptedKey === undefined)
      throw new Blocked(
        'license-missing',
        `${what} has no ENABLINGBITS with a VALUE, whose place is not public.`,
      );
    const [block] = pointOrders(order).flatMap(
      each => ifReadable(() => decryptBlock(encryptedKey, machineKey, each)) ?? [],
    );
    if (block === undefined)
      return context.violateIfDeclared(
        ['point-order'],
        'a content key that KMpriv opens',
        `${encryptedKey.length} bytes that it does not`,
        what,
      );
    context.hide(block);
    // How a shorter key fills the block is not public.
    if (wanted !== undefined && !Buffer.from(block).includes(Buffer.from(wanted)))
      violate("the content's key", 'another one', what);
  });
});

check('wmdrm.license7.kid', async context => {
  const wanted = keyIdOfHeader(context);
  const kids = (await licenseDocuments(context)).flatMap(({ document: { data } }) => {
    const kid = data && child(data, 'KID')?.text.trim();
    return kid === undefined ? [] : [kid];
  });
  // Others may come with it, for other content of the same owner.
  if (kids.length > 0 && !kids.includes(wanted))
    violate(`a license with the KID ${quote(wanted)}`, quote(kids.join(', ')));
});

/** The KID in the content's header, as the plain request has it. */
function keyIdOfHeader({ kit }: WmdrmContext): string {
  const header = /<W(?:RM|MRM)HEADER[^]*$/.exec(kit.request(7).message)?.[0] ?? '';
  const kid = textIn(header, 'KID');
  if (kid !== undefined) return kid;
  throw new Blocked(
    'deployment-missing',
    'The content header of the request names no KID, or there is no header; give wmdrm.content.header.',
  );
}

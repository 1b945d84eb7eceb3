import { expect, test } from '@playwright/test';
import type { PublishingLicenseRequest } from '../../harness/xrml/publishing-license.ts';
import type { ServerState } from '../../reference/rms/state.ts';
import { announced, exceptionOf, faultOf } from './client.ts';
import { licenseFor, principalOf } from './licences.ts';
import {
  allowsEditing,
  editable,
  editNamespace,
  editParams,
  foreign,
  issuesIn,
  officialTemplate,
  own,
  renewed,
  serveEditing,
  trusting,
} from './publishing.ts';

const { ask, edit } = serveEditing();

const drm = 'Microsoft.DigitalRightsManagement';
const invalidSigned = `${drm}.Licensing.InvalidSignedIssuanceLicenseException`;
const unsignedNoMatch = `${drm}.Licensing.UnsignedIssuanceLicenseNoMatchingIssuedPrincipalException`;
const illegal = `${drm}.ServerRepublishIllegalException`;
const badTemplate = `${drm}.Licensing.InvalidOfficialRightsTemplateException`;
const unspecified = `${drm}.Utilities.UnspecifiedErrorException`;

test('a license of the trusting server is none that the trusted one accepts', async () => {
  const signed = editable(trusting, { server: principalOf(own), issuer: principalOf(trusting) });
  expect(exceptionOf(await edit(signed))).toBe(invalidSigned);
});

const otherId = (state: ServerState) => ({
  server: { ...principalOf(state), id: '{00000000-0000-0000-0000-000000000001}' },
});
const otherKey = (state: ServerState) => ({
  server: { ...principalOf(state), publicKey: principalOf(foreign).publicKey },
});
const signedFor = (change: Partial<PublishingLicenseRequest>) =>
  editable(own, { issuer: principalOf(own), ...change });
const tampered = ({ license }: { license: string }) => ({
  license: license.replace('author@example.com', 'reader@example.com'),
});

interface Refusal {
  signed?: () => { license: string };
  unsigned?: () => { license: string };
  deployment?: string;
  exception: string;
  /** A part of the text that only this refusal has. */
  because: string;
}

const refusals: Readonly<Record<string, Refusal>> = {
  'a signed license that was changed': {
    signed: () => tampered(editable(own)),
    exception: invalidSigned,
    because: 'The signature of the license does not verify',
  },
  'a signed license without signature': {
    signed: () => licenseFor(own, 'AES', { applicationSpecific: [allowsEditing] }),
    exception: invalidSigned,
    because: 'The signature of the license does not verify',
  },
  'a signed license of an issuer that is not trusted': {
    signed: () => editable(foreign, { server: principalOf(own), issuer: principalOf(foreign) }),
    exception: invalidSigned,
    because: 'The issuer of the license is not trusted',
  },
  'an issuer that has a trusted name and a key of its own': {
    signed: () =>
      editable(foreign, {
        server: principalOf(own),
        issuer: { ...principalOf(own), publicKey: principalOf(foreign).publicKey },
      }),
    exception: invalidSigned,
    because: 'The issuer of the license is not trusted',
  },
  'a signed license for another ID': {
    signed: () => signedFor(otherId(own)),
    exception: `${drm}.InvalidSignedIssuanceLicenseException`,
    because: 'The signed license is not for this server',
  },
  'a signed license for another key': {
    signed: () => signedFor(otherKey(own)),
    exception: `${drm}.InvalidSignedIssuanceLicenseException`,
    because: 'The signed license is not for this server',
  },
  'a signed license for a server that is only trusted': {
    signed: () => editable(own),
    unsigned: () => renewed(trusting),
    deployment: 'trusting',
    exception: `${drm}.InvalidSignedIssuanceLicenseException`,
    because: 'The signed license is not for this server',
  },
  'requests while online publishing is disabled': {
    deployment: 'publishing-disabled',
    exception: `${drm}.Licensing.OnlinePublishingDisabledException`,
    because: 'Online publishing is not available',
  },
  'an unsigned license for another ID': {
    unsigned: () => renewed(own, otherId(own)),
    exception: unsignedNoMatch,
    because: 'None of the issued principals match',
  },
  'an unsigned license for another key': {
    unsigned: () => renewed(own, otherKey(own)),
    exception: unsignedNoMatch,
    because: 'None of the issued principals match',
  },
  'an unsigned license for a server that is only trusted': {
    signed: () => editable(trusting),
    unsigned: () => renewed(own),
    deployment: 'trusting',
    exception: unsignedNoMatch,
    because: 'None of the issued principals match',
  },
  'a forged template in the unsigned license': {
    unsigned: () => renewed(own, { rightsData: officialTemplate(foreign) }),
    exception: badTemplate,
    because: 'The official rights template is not valid',
  },
  'a template in the unsigned license without its signature': {
    unsigned: () =>
      renewed(own, {
        rightsData: officialTemplate(own).replace(/<SIGNATURE>.*<\/SIGNATURE>/, ''),
      }),
    exception: badTemplate,
    because: 'The official rights template is not valid',
  },
  'a changed template in the signed license': {
    signed: () =>
      editable(own, {
        rightsData: officialTemplate(own).replace('<VIEW>', '<EDIT>').replace('</VIEW>', '</EDIT>'),
      }),
    exception: badTemplate,
    because: 'The official rights template is not valid',
  },
  'requests after decommissioning': {
    deployment: 'decommissioned',
    exception: 'Microsoft.RightsManagementServices.ClusterDecommissionedException',
    because: 'The server has been decommissioned',
  },
  'to edit a license that does not say anything about it': {
    signed: () => editable(own, { applicationSpecific: [] }),
    exception: illegal,
    because: 'does not allow servers to edit it',
  },
  'to edit when only the unsigned license allows it': {
    signed: () => editable(own, { applicationSpecific: [] }),
    unsigned: () => renewed(own, { applicationSpecific: [allowsEditing] }),
    exception: illegal,
    because: 'does not allow servers to edit it',
  },
  ...Object.fromEntries(
    (
      [
        { ...allowsEditing, id: 'OTHER' },
        { ...allowsEditing, name: 'Allow_Editing' },
        { ...allowsEditing, value: 'False' },
        { ...allowsEditing, value: 'true' },
      ] as const
    ).map(data => [
      `to edit a license that says ${Object.values(data).join(' ')}`,
      {
        signed: () => editable(own, { applicationSpecific: [data] }),
        exception: illegal,
        because: 'does not allow servers to edit it',
      },
    ]),
  ),
};

for (const [name, { signed, unsigned, deployment, exception, because }] of Object.entries(refusals))
  test(`refuses ${name}`, async () => {
    const answer = await edit((signed ?? (() => editable(own)))(), unsigned?.(), deployment);
    expect(exceptionOf(answer)).toBe(exception);
    expect(faultOf(answer).reason).toContain(because);
    expect(answer.status).toBe(500);
    expect(issuesIn('EditIssuanceLicense', answer)).toEqual([]);
    expect(announced(answer, editNamespace)).toHaveLength(2);
  });

const good = { signed: editable(own).license, unsigned: renewed(own).license };

const notPublishingLicenses: Readonly<Record<string, (license: string) => string>> = {
  'is text': () => 'text',
  'is another element': () => '<other xmlns=""/>',
  'is XrML without BODY': () => '<XrML xmlns="" version="1.2"/>',
  'is a server certificate': () => own.SLC[0] ?? '',
  'is of another type': license => license.replace('Microsoft Rights Label', 'LICENSE'),
  'has no sealed key': license => license.replace(/<ENABLINGBITS.*?<\/ENABLINGBITS>/s, ''),
  'has no rights data': license =>
    license.replace(/<AUTHENTICATEDDATA.*?<\/AUTHENTICATEDDATA>/s, ''),
  'is for no server': license =>
    license.replace(/(<ISSUEDPRINCIPALS>.*?)MS-DRM-Server/s, '$1Group-Identity'),
};

for (const [name, damage] of Object.entries(notPublishingLicenses))
  test(`refuses a license that ${name}, in either place`, async () => {
    const signed = await ask(editParams(damage(good.signed), good.unsigned));
    const unsigned = await ask(editParams(good.signed, damage(good.unsigned)));
    expect([exceptionOf(signed), exceptionOf(unsigned)]).toEqual([invalidSigned, unspecified]);
  });

test('refuses a sealed key or rights data that cannot be opened', async () => {
  const sealed = (license: string): string =>
    license.replace(
      /(<ENABLINGBITS.*?<VALUE[^>]*>)(.)/s,
      (_whole, start: string, first: string) => start + (first === 'A' ? 'B' : 'A'),
    );
  const rights = (license: string): string =>
    license.replace(/(<AUTHENTICATEDDATA[^>]*>)[^<]*/, '$1AAAAAAAAAAAAAAAAAAAAAA==');
  for (const damage of [sealed, rights]) {
    expect(damage(good.unsigned)).not.toBe(good.unsigned);
    const answer = await ask(editParams(good.signed, damage(good.unsigned)));
    expect(exceptionOf(answer)).toBe(unspecified);
    expect(faultOf(answer).reason).toContain('The license cannot be read or opened.');
  }
  // Signed as it is: nothing but the rights data is wrong.
  const signed = editable(own, { rightsData: 'no rights data' });
  expect(exceptionOf(await edit(signed))).toBe(invalidSigned);
});

test('what is refused is refused in the order of the section', async () => {
  const forged = renewed(own, { rightsData: officialTemplate(foreign) });
  const elsewhere = renewed(own, otherId(own));
  const closed = await edit(editable(own, { applicationSpecific: [] }), forged, 'decommissioned');
  expect(exceptionOf(closed)).toBe(badTemplate);
  const disabled = await edit(editable(own), elsewhere, 'publishing-disabled');
  expect(exceptionOf(disabled)).toContain('OnlinePublishingDisabledException');
  const several = await edit(tampered(signedFor(otherId(own))), elsewhere, 'publishing-disabled');
  expect(faultOf(several).reason).toContain('signature');
});

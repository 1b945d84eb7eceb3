import { expect, test } from '@playwright/test';
import { forgedTemplates, licencesOfStrangers } from '../../harness/rms/forged-licences.ts';
import { formlessLicences } from '../../harness/rms/formless-licences.ts';
import { licenceMaker, type SealedLicence } from '../../harness/rms/licences.ts';
import { signatureTamperings, withoutSignature } from '../../harness/rms/tamper-signature.ts';
import { describeWork } from '../../harness/rms/work.ts';
import { parseCertificate, type Certificate } from '../../harness/xrml/certificate.ts';
import { sameContentKey, type ContentKey } from '../../harness/xrml/content-key.ts';
import { cryptographicModes } from '../../harness/xrml/mode.ts';
import { samePrincipal } from '../../harness/xrml/principal.ts';
import {
  decryptRightsData,
  encryptedRightsDataOf,
  parseRightsData,
} from '../../harness/xrml/rights-data.ts';
import { templateSignatureHolds } from '../../harness/xrml/rights-policy-template.ts';
import { verifySignature } from '../../harness/xrml/signature.ts';
import { conforming } from '../../reference/rms/behaviour.ts';
import { principalOf, serverState } from '../reference/licences.ts';

const rightsOf = (license: Certificate, key: ContentKey) =>
  parseRightsData(decryptRightsData(encryptedRightsDataOf(license), key));

for (const mode of cryptographicModes) {
  const state = serverState(mode);
  const server = principalOf(state);
  const maker = licenceMaker(state.SLC[0] ?? '');
  const kit = { server: () => server, seal: maker.seal, certificates: () => state.SLC };
  const opens = ({ xml, contentKey }: SealedLicence): boolean =>
    sameContentKey(conforming.openKey(parseCertificate(xml), state.keyPair), contentKey);
  const signed = maker.seal({ signWith: state.keyPair });

  test(`${mode}: one byte of a signed license is changed, and only its signature is wrong`, () => {
    expect(verifySignature(parseCertificate(signed.xml), server.publicKey).valid).toBe(true);
    const tampered = signatureTamperings(signed).map(({ licence }) => licence);
    expect(
      tampered.map(({ xml }) => verifySignature(parseCertificate(xml), server.publicKey)),
    ).toEqual([
      { valid: false, reason: 'digest' },
      { valid: false, reason: 'signature' },
      { valid: false, reason: 'signature' },
    ]);
    expect(tampered.map(opens)).toEqual([true, true, true]);
    for (const { xml } of tampered) expect(xml).toHaveLength(signed.xml.length);
    const [body, , signature] = tampered.map(({ xml }) => parseCertificate(xml));
    const original = parseCertificate(signed.xml);
    expect(differences(body?.bodyText ?? '', original.bodyText)).toBe(1);
    expect(body?.signature).toEqual(original.signature);
    expect(signature?.bodyText).toBe(original.bodyText);
    expect(signature?.signature?.digest).toEqual(original.signature?.digest);
  });

  test(`${mode}: a license without its signature is the same otherwise`, () => {
    const { licence } = withoutSignature(signed);
    const certificate = parseCertificate(licence.xml);
    expect(certificate.signature).toBeUndefined();
    expect(certificate.bodyText).toBe(parseCertificate(signed.xml).bodyText);
  });

  test(`${mode}: licenses of strangers are good in every respect but whose they are`, () => {
    const licences = licencesOfStrangers(kit).map(({ licence }) => licence);
    expect(licences.map(opens)).toEqual([true, true]);
    const certificates = licences.map(({ xml }) => parseCertificate(xml));
    for (const [index, certificate] of certificates.entries()) {
      expect(verifySignature(certificate).valid).toBe(true);
      expect(
        certificate.issuedPrincipal && samePrincipal(certificate.issuedPrincipal, server),
      ).toBe(true);
      expect(samePrincipal(certificate.issuer, server)).toBe(false);
      const { contentKey } = licences[index] ?? signed;
      expect(rightsOf(certificate, contentKey).applicationSpecific).toEqual([
        { id: 'APPSPECIFIC', name: 'Allow_Server_Editing', value: 'True' },
      ]);
    }
    expect(certificates.map(({ issuer }) => issuer.id === server.id)).toEqual([false, true]);
  });

  test(`${mode}: forged templates call themselves official, and the server never signed them`, () => {
    const templates = forgedTemplates(kit).map(({ licence }) => {
      expect(opens(licence)).toBe(true);
      return rightsOf(parseCertificate(licence.xml), licence.contentKey);
    });
    expect(templates.map(({ type }) => type)).toEqual(
      Array.from({ length: 3 }, () => 'Microsoft Official Rights Template'),
    );
    expect(templates.map(template => templateSignatureHolds(template, server.publicKey))).toEqual([
      false,
      false,
      false,
    ]);
    expect(templates.map(template => templateSignatureHolds(template))).toEqual([
      true,
      false,
      false,
    ]);
    expect(templates.map(({ signature }) => signature !== undefined)).toEqual([true, true, false]);
  });

  test(`${mode}: nobody gets a key out of what is no license`, () => {
    const [empty, certificate, unsealed, garbled] = formlessLicences(signed, kit).map(
      ({ licence }) => licence.xml,
    );
    expect(() => parseCertificate(empty ?? '')).toThrow('<XrML> has no <BODY>');
    expect(certificate).toBe(state.SLC[0]);
    expect(parseCertificate(unsealed ?? '').enablingBits).toBeUndefined();
    expect(parseCertificate(garbled ?? '').enablingBits?.value).toBe('*');
    for (const xml of [unsealed, garbled])
      expect(() => opens({ ...signed, xml: xml ?? '' })).toThrow();
  });
}

test('what names no owner, or is not signed, is not tampered with in silence', () => {
  const { seal } = licenceMaker(serverState('mode1').SLC[0] ?? '');
  expect(() => signatureTamperings(seal({}))).toThrow('A signed license');
});

test('a work is told by ID and owner, in any case of the GUID', () => {
  const { seal } = licenceMaker(serverState('mode1').SLC[0] ?? '');
  const guid = '{0a1b2c3d-0000-4000-8000-00000000000a}';
  const owner = { type: 'Windows', emailAddress: 'owner@assay.example' } as const;
  const describe = (recipe: Parameters<typeof seal>[0]) =>
    describeWork(parseCertificate(seal(recipe).xml).root);
  const described = describe({ guid, owner });
  expect(described).toBe(`work ${guid}, no name; owner owner@assay.example (Windows)`);
  expect(describe({ guid: guid.toUpperCase(), owner })).toBe(described);
  expect(describe({ owner })).not.toBe(described);
  expect(describe({ guid, owner: { ...owner, type: 'Federation' } })).not.toBe(described);
  expect(describe({ guid, owner: { ...owner, emailAddress: 'other' } })).not.toBe(described);
});

/** In how many places two texts of one length differ. */
function differences(one: string, other: string): number {
  expect(one).toHaveLength(other.length);
  return Array.from(one).filter((character, index) => character !== other[index]).length;
}

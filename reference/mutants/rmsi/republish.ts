import { randomUUID } from 'node:crypto';
import { parseCertificate, type Certificate } from '../../../harness/xrml/certificate.ts';
import { generateContentKey } from '../../../harness/xrml/content-key.ts';
import { requiredChild } from '../../../harness/xrml/navigate.ts';
import type { XrmlNode } from '../../../harness/xrml/node.ts';
import {
  resealPublishingLicense,
  type Resealing,
} from '../../../harness/xrml/publishing-license.ts';
import { buildRightsData, parseRightsData } from '../../../harness/xrml/rights-data.ts';
import { templateSignatureHolds } from '../../../harness/xrml/rights-policy-template.ts';
import { generateRsaKeyPair, samePublicKey } from '../../../harness/xrml/rsa.ts';
import { signBody, signCertificate, verifySignature } from '../../../harness/xrml/signature.ts';
import { serialise } from '../../../harness/xrml/node.ts';
import { conforming } from '../../rms/behaviour.ts';
import type { Refusal } from '../../rms/refusal.ts';
import { licensorsOf } from '../../rms/state.ts';
import type { Mutant } from '../mutant.ts';

const consent = [
  'rmsi.republish.opt-in-absent',
  'rmsi.republish.opt-in-id',
  'rmsi.republish.opt-in-name',
  'rmsi.republish.opt-in-value',
];
const unverified = ['rmsi.republish.signature-validated', 'rmsi.republish.invalid-signature'];
const withOtherExceptions = (names: Partial<Record<Refusal, string>>) => ({
  exceptionName: (refusal: Refusal) => names[refusal] ?? conforming.exceptionName(refusal),
});
const { exceptionName } = conforming;

/** Section 3.4: what is not refused, or otherwise. */
const refusing: readonly Mutant[] = [
  {
    name: 'edit-without-input-answered-with-nothing',
    breaks: [
      'rmsi.republish.input-validated',
      'rmsi.republish.null-argument',
      'rmsi.republish.failure-faults',
      'rmsi.faults.null-argument',
    ],
    behaviour: {
      editAnswersInsteadOf: refusal =>
        refusal.startsWith('params') || /^(un)?signedLicenseAbsent$/.test(refusal) ? [] : undefined,
    },
  },
  {
    name: 'missing-license-is-an-invalid-one',
    breaks: ['rmsi.republish.null-argument', 'rmsi.faults.null-argument'],
    behaviour: withOtherExceptions({
      signedLicenseAbsent: exceptionName('signedLicenseInvalid'),
      unsignedLicenseAbsent: exceptionName('signedLicenseInvalid'),
    }),
  },
  {
    name: 'unsigned-license-not-opened',
    breaks: ['rmsi.republish.format-validated'],
    behaviour: {
      unsignedLicenseIsWellFormed: () => true,
      openRepublishedKey: (license, keyPair) => {
        try {
          return conforming.openRepublishedKey(license, keyPair);
        } catch {
          return generateContentKey('AES');
        }
      },
      decryptRepublishedRights: (license, key) => {
        const text = conforming.decryptRepublishedRights(license, key);
        return isRightsData(text) ? text : emptyRights;
      },
    },
  },
  {
    name: 'signature-of-signed-license-ignored',
    breaks: unverified,
    behaviour: { signedLicenseSignatureHolds: () => true },
  },
  {
    name: 'signature-of-signed-license-judged-by-digest',
    breaks: unverified,
    behaviour: {
      signedLicenseSignatureHolds: license => {
        const verdict = verifySignature(license);
        return verdict.valid || verdict.reason === 'signature';
      },
    },
  },
  {
    name: 'wrong-signature-is-not-allowed',
    breaks: ['rmsi.republish.invalid-signature'],
    behaviour: withOtherExceptions({ signedLicenseTampered: exceptionName('republishIllegal') }),
  },
  {
    name: 'anybody-may-issue',
    breaks: ['rmsi.republish.untrusted-issuer'],
    behaviour: { issuerIsTrusted: () => true },
  },
  {
    name: 'issuer-known-by-name-only',
    breaks: ['rmsi.republish.untrusted-issuer'],
    behaviour: {
      issuerIsTrusted: ({ issuer }, state) =>
        licensorsOf(state).some(({ principal }) => principal.id === issuer.id),
    },
  },
  {
    name: 'licenses-of-trusted-servers-edited',
    breaks: ['rmsi.republish.signed-principal'],
    behaviour: { signedPrincipalMatches: () => true },
  },
  {
    name: 'edits-while-publishing-is-disabled',
    breaks: ['rmsi.republish.publishing-disabled'],
    behaviour: { republishingIsEnabled: () => true },
  },
  {
    name: 'unsigned-license-of-another-id',
    breaks: ['rmsi.republish.unsigned-principal'],
    behaviour: {
      unsignedPrincipalMatches: (issued, own) => samePublicKey(issued.publicKey, own.publicKey),
    },
  },
  {
    name: 'unsigned-license-of-another-key',
    breaks: ['rmsi.republish.unsigned-principal'],
    behaviour: { unsignedPrincipalMatches: (issued, own) => issued.id === own.id },
  },
  {
    name: 'unsigned-principal-is-an-undocumented-exception',
    breaks: ['rmsi.republish.unsigned-principal', 'rmsi.republish.documented-exceptions'],
    behaviour: withOtherExceptions({ unsignedPrincipal: 'System.UnauthorizedAccessException' }),
  },
  {
    name: 'official-templates-not-verified',
    breaks: ['rmsi.republish.official-template'],
    behaviour: { republishedTemplateHolds: () => true },
  },
  {
    name: 'official-templates-vouch-for-themselves',
    breaks: ['rmsi.republish.official-template'],
    behaviour: {
      republishedTemplateHolds: rightsData =>
        rightsData.type !== 'Microsoft Official Rights Template' ||
        templateSignatureHolds(rightsData),
    },
  },
  {
    name: 'official-templates-need-no-signature',
    breaks: ['rmsi.republish.official-template'],
    behaviour: {
      republishedTemplateHolds: (rightsData, state) =>
        rightsData.signature === undefined ||
        conforming.republishedTemplateHolds(rightsData, state),
    },
  },
  {
    name: 'edits-while-decommissioned',
    breaks: ['rmsi.republish.decommissioned'],
    behaviour: { republishingIsClosed: () => false },
  },
  {
    name: 'silence-is-consent',
    breaks: ['rmsi.republish.opt-in-absent'],
    behaviour: {
      republishingIsAllowed: (data, allows) => data.length === 0 || data.some(allows),
    },
  },
  {
    name: 'consent-under-any-id',
    breaks: ['rmsi.republish.opt-in-id'],
    behaviour: {
      allowsServerEditing: data => conforming.allowsServerEditing({ ...data, id: 'APPSPECIFIC' }),
    },
  },
  {
    name: 'consent-under-any-name',
    breaks: ['rmsi.republish.opt-in-name'],
    behaviour: {
      allowsServerEditing: data =>
        conforming.allowsServerEditing({ ...data, name: 'Allow_Server_Editing' }),
    },
  },
  {
    name: 'consent-of-any-value',
    breaks: ['rmsi.republish.opt-in-value'],
    behaviour: {
      allowsServerEditing: data => conforming.allowsServerEditing({ ...data, value: 'True' }),
    },
  },
  {
    name: 'edit-not-allowed-is-an-empty-success',
    breaks: ['rmsi.republish.failure-faults', ...consent],
    behaviour: {
      editAnswersInsteadOf: refusal => (refusal === 'republishIllegal' ? [[]] : undefined),
    },
  },
  {
    name: 'no-license-may-be-edited',
    breaks: ['rmsi.republish.serviced'],
    behaviour: { republishingIsAllowed: () => false },
  },
];

/** Section 3.4: what comes of an edit. */
const answering: readonly Mutant[] = [
  {
    name: 'edited-license-seals-another-key',
    breaks: ['rmsi.republish.same-key'],
    behaviour: {
      signNewLicense: (license, change) => {
        const other = { ...change, contentKey: generateContentKey('AES') };
        return mixed(license, change, 'ISSUEDPRINCIPALS', resealPublishingLicense(license, other));
      },
    },
  },
  {
    name: 'edited-license-keeps-its-own-key',
    breaks: ['rmsi.republish.same-key', 'rmsi.republish.rights-reencrypted'],
    behaviour: { contentKeyOfNewLicense: (_signed, unsigned) => unsigned },
  },
  {
    name: 'old-rights-stay',
    breaks: ['rmsi.republish.rights-decrypted'],
    behaviour: { rightsDataOfNewLicense: (_unsigned, signed) => signed },
  },
  {
    name: 'edit-loses-application-data',
    breaks: ['rmsi.republish.rights-decrypted'],
    behaviour: {
      rightsDataOfNewLicense: unsigned =>
        unsigned.replace(/<AUTHENTICATEDDATA\b[\s\S]*<\/AUTHENTICATEDDATA>/, ''),
    },
  },
  {
    name: 'new-rights-stay-under-their-key',
    breaks: ['rmsi.republish.rights-reencrypted'],
    behaviour: {
      signNewLicense: (license, change) => mixed(license, change, 'AUTHENTICATEDDATA', license.xml),
    },
  },
  {
    name: 'signature-is-of-the-unsigned-body',
    breaks: ['rmsi.republish.signed'],
    behaviour: {
      signNewLicense: (license, change) => {
        const { root } = parseCertificate(resealPublishingLicense(license, change));
        const old = signBody(requiredChild(license.root, 'BODY'), change.signWith, change.mode);
        return serialise({ ...root, children: [requiredChild(root, 'BODY'), old] });
      },
    },
  },
  {
    name: 'signed-with-another-key',
    breaks: ['rmsi.republish.signed'],
    behaviour: {
      signNewLicense: (license, change) => {
        const { root } = parseCertificate(resealPublishingLicense(license, change));
        return signCertificate(root, anotherKey(change), change.mode);
      },
    },
  },
  {
    name: 'issued-under-another-name',
    breaks: ['rmsi.republish.signed'],
    behaviour: {
      signNewLicense: (license, change) =>
        resealPublishingLicense(license, {
          ...change,
          issuer: { ...change.issuer, id: `{${randomUUID()}}` },
        }),
    },
  },
  {
    name: 'signed-license-renewed',
    breaks: ['rmsi.republish.work-kept'],
    behaviour: { licenseToSign: (_unsigned, signed) => signed },
  },
  {
    name: 'owner-replaced',
    breaks: ['rmsi.republish.work-kept'],
    behaviour: {
      licenseToSign: ({ xml }) =>
        parseCertificate(xml.replace(/(<OWNER>.*?<NAME>)[^<]*/s, '$1editor@assay.example')),
    },
  },
  {
    name: 'edited-license-for-another-principal',
    breaks: ['rmsi.republish.issued-principals'],
    behaviour: {
      signNewLicense: (license, change) =>
        resealPublishingLicense(license, {
          ...change,
          server: { ...change.server, id: `{${randomUUID()}}` },
        }),
    },
  },
  {
    name: 'edited-license-left-out',
    breaks: ['rmsi.republish.license-returned'],
    behaviour: { chainReturned: () => [] },
  },
  {
    name: 'edited-license-not-signed',
    breaks: ['rmsi.republish.license-returned', 'rmsi.republish.signed'],
    behaviour: {
      signNewLicense: (license, change) =>
        resealPublishingLicense(license, change).replace(/<SIGNATURE>.*<\/SIGNATURE>/s, ''),
    },
  },
  {
    name: 'chain-returned-whole',
    breaks: ['rmsi.republish.leaf-only'],
    behaviour: { chainReturned: (license, { SLC }) => [license, ...SLC] },
  },
  {
    name: 'each-edit-of-several-answered',
    breaks: ['rmsi.republish.result-of-one'],
    behaviour: {
      acceptsEditParams: count => count > 0,
      editAnswers: (chain, asked) => Array.from({ length: asked }, () => chain),
    },
  },
  {
    name: 'edit-answered-twice',
    breaks: ['rmsi.republish.result-of-one', 'rmsi.republish.response-of-one'],
    behaviour: { editAnswers: chain => [chain, chain] },
  },
  {
    name: 'edit-answered-under-another-name',
    breaks: ['rmsi.republish.response-of-one', 'rmsi.republish.response-schema'],
    behaviour: {
      writeEditResponse: answers =>
        conforming
          .writeEditResponse(answers)
          .replace(
            /(?<=<tns:EditIssuanceLicenseResult>)<tns:EditIssuanceLicenseResponse>(.*)<\/tns:EditIssuanceLicenseResponse>(?=<\/tns:EditIssuanceLicenseResult>)/s,
            '<tns:EditResponse>$1</tns:EditResponse>',
          ),
    },
  },
  {
    name: 'edit-answered-with-a-remark',
    breaks: ['rmsi.republish.response-schema'],
    behaviour: {
      writeEditResponse: answers =>
        conforming
          .writeEditResponse(answers)
          .replaceAll('</tns:CertificateChain>', '$&<tns:Remark>Edited.</tns:Remark>'),
    },
  },
];

export const republishMutants: readonly Mutant[] = [...refusing, ...answering];

const emptyRights = buildRightsData({ issuedTime: new Date(), guid: randomUUID(), rights: [] });

function isRightsData(text: string): boolean {
  try {
    return parseRightsData(text).xml !== '';
  } catch {
    return false;
  }
}

/** The new license, signed after all elements of one name were taken from another text of it. */
function mixed(license: Certificate, change: Resealing, name: string, other: string): string {
  const { root } = parseCertificate(resealPublishingLicense(license, change));
  const foreign = requiredChild(requiredChild(parseCertificate(other).root, 'BODY'), name);
  const body = requiredChild(root, 'BODY');
  const replace = (node: XrmlNode | string): XrmlNode | string =>
    typeof node !== 'string' && node.name === name ? foreign : node;
  const mixture = { ...body, children: body.children.map(replace) };
  return signCertificate({ ...root, children: [mixture] }, change.signWith, change.mode);
}

let madeKey: ReturnType<typeof generateRsaKeyPair> | undefined;

function anotherKey({ signWith }: Resealing): ReturnType<typeof generateRsaKeyPair> {
  madeKey ??= generateRsaKeyPair(signWith.publicKey.bits);
  return madeKey;
}

import { messageSchemaFile } from '../../harness/wsdl/message-schema.ts';
import type { SoapVersion } from '../../harness/soap/version.ts';
import { loadSchemaSet, type SchemaIssue } from '../../harness/xml/schema-set.ts';
import { parseCertificate, type Certificate } from '../../harness/xrml/certificate.ts';
import type { ContentKey } from '../../harness/xrml/content-key.ts';
import type { PublishingLicenseRequest } from '../../harness/xrml/publishing-license.ts';
import { decryptRightsData, encryptedRightsDataOf } from '../../harness/xrml/rights-data.ts';
import { buildRightsPolicyTemplate } from '../../harness/xrml/rights-policy-template.ts';
import { conforming } from '../../reference/rms/behaviour.ts';
import { withTrustingServer } from '../../reference/rms/deployments.ts';
import type { ServerState } from '../../reference/rms/state.ts';
import { message, post, versionData, type Answer } from './client.ts';
import { licenseFor, principalOf } from './licences.ts';
import { normalState, textsOf } from './licensing.ts';
import { bothModes, serve } from './serve.ts';

export const editNamespace = 'http://microsoft.com/DRM/EditIssuanceLicenseService';
export const publishingNamespace = 'http://microsoft.com/DRM/PublishingService';

const services = {
  EditIssuanceLicense: {
    path: 'licensing/editissuancelicense.asmx',
    namespace: editNamespace,
    specification: 'rmsi',
    name: 'EditIssuanceLicenseService',
  },
  AcquireIssuanceLicense: {
    path: 'licensing/publish.asmx',
    namespace: publishingNamespace,
    specification: 'rmpr',
    name: 'PublishingService',
  },
} as const;

/** Sends the content of an operation's element to a deployment. */
export function askOperation(
  operation: keyof typeof services,
  baseUrl: string | undefined,
  content: string,
  version: SoapVersion = 'soap11',
): Promise<Answer> {
  const { path, namespace } = services[operation];
  const body = `<${operation} xmlns="${namespace}">${content}</${operation}>`;
  const header = versionData('1.0.0.0', '1.0.0.0', namespace);
  return post(`${baseUrl ?? ''}/${path}`, version, message(version, header, body));
}

/** The server that is asked to publish, one that trusts it, and one that neither knows. */
export const own = normalState('mode1');
export const { trusting } = withTrustingServer(own);
export const foreign = normalState('mode1', 'foreign');

/** Serves what publishing is asked of in the tests of the file that calls this. */
export function servePublishing(operation: keyof typeof services): {
  readonly urlOf: (deployment: string) => string | undefined;
  readonly ask: (content: string, deployment?: string, version?: SoapVersion) => Promise<Answer>;
} {
  const urlOf = serve(() => [
    ...bothModes(),
    { name: 'trusting', state: trusting },
    { name: 'publishing-disabled', state: { ...own, onlinePublishingEnabled: false } },
    { name: 'decommissioned', state: { ...own, serverDecommissioned: true } },
  ]);
  return {
    urlOf,
    ask: (content, deployment = 'mode1', version = 'soap11') =>
      askOperation(operation, urlOf(deployment), content, version),
  };
}

/** The same for editing: `edit` sends a signed and an unsigned license. */
export function serveEditing() {
  const { ask } = servePublishing('EditIssuanceLicense');
  const edit = (
    signed: { license: string },
    unsigned: { license: string } = renewed(own),
    deployment = 'mode1',
  ): Promise<Answer> => ask(editParams(signed.license, unsigned.license), deployment);
  return { ask, edit };
}

/** What the message schemas have to say against an answer. */
export function issuesIn(operation: keyof typeof services, answer: Answer): SchemaIssue[] {
  const { specification, name } = services[operation];
  const file = messageSchemaFile(specification, name, answer.envelope.version);
  return loadSchemaSet(file).validate(answer.text);
}

/** RequestParams of EditIssuanceLicense with one entry. */
export function editParams(signed: string, unsigned: string): string {
  return (
    '<RequestParams><EditIssuanceLicenseParams>' +
    `<SignedIssuanceLicense>${signed}</SignedIssuanceLicense>` +
    `<UnsignedIssuanceLicense>${unsigned}</UnsignedIssuanceLicense>` +
    '</EditIssuanceLicenseParams></RequestParams>'
  );
}

/** RequestParams of AcquireIssuanceLicense, an entry for each license. */
export function publishingParams(...licenses: string[]): string {
  const entries = licenses.map(
    license =>
      `<AcquireIssuanceLicenseParams><UnsignedIssuanceLicense>${license}</UnsignedIssuanceLicense></AcquireIssuanceLicenseParams>`,
  );
  return `<RequestParams>${entries.join('')}</RequestParams>`;
}

/** The certificates of an answer that is a success. */
export function chainIn(answer: Answer): Certificate[] {
  const texts = textsOf(answer, 'CertificateChain');
  if (texts.length === 0) throw new Error(`Expected certificates; it is: ${answer.text}`);
  return texts.map(text => parseCertificate(text));
}

export const allowsEditing = { name: 'Allow_Server_Editing', value: 'True' };

/** A license that the server has signed for itself and that it can edit. */
export function editable(
  state: ServerState,
  change: Partial<PublishingLicenseRequest> = {},
): { license: string; key: ContentKey } {
  const applicationSpecific = [allowsEditing];
  return licenseFor(state, 'AES', { signWith: state.keyPair, applicationSpecific, ...change });
}

/** An unsigned license with other rights than `editable`. */
export function renewed(
  state: ServerState,
  change: Partial<PublishingLicenseRequest> = {},
): { license: string; key: ContentKey } {
  return licenseFor(state, 'AES', {
    rights: [{ name: 'PRINT', principal: { type: 'Unspecified', emailAddress: 'a&b@x.example' } }],
    ...change,
  });
}

/** The plaintext of a license's rights data. */
export function rightsIn(license: Certificate | string, key: ContentKey): string {
  const parsed = typeof license === 'string' ? parseCertificate(license) : license;
  return decryptRightsData(encryptedRightsDataOf(parsed), key);
}

/** The content key sealed in a license for a server. */
export function keyIn(license: Certificate, state: ServerState): ContentKey {
  return conforming.openKey(license, state.keyPair);
}

/** An official template that allows a server to edit, signed by the server that `by` is. */
export function officialTemplate(by: ServerState): string {
  return buildRightsPolicyTemplate({
    mode: by.cryptographicMode,
    issuer: principalOf(by),
    signWith: by.keyPair,
    names: [{ lcid: 1033, name: 'Internal', description: 'For employees' }],
    publishingUrl: 'http://localhost/_wmcs/licensing',
    rights: [{ name: 'VIEW', principal: { type: 'Internal', id: 'Anyone' } }],
    applicationSpecific: [allowsEditing],
  });
}

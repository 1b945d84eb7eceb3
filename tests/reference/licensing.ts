import { messageSchemaFile } from '../../harness/wsdl/message-schema.ts';
import { escapeText } from '../../harness/xml/escape.ts';
import { loadSchemaSet, type SchemaIssue } from '../../harness/xml/schema-set.ts';
import { userKeyPair } from '../../reference/rms/directory-rules.ts';
import { knownUsers, type DirectoryUser } from '../../reference/rms/directory.ts';
import type { ServerState } from '../../reference/rms/state.ts';
import type { PublishingLicenseRequest } from '../../harness/xrml/publishing-license.ts';
import type { RsaKeyPair } from '../../harness/xrml/rsa.ts';
import type { ContentKey } from '../../harness/xrml/content-key.ts';
import { message, post, versionData, type Answer } from './client.ts';
import { licenseFor, serverState } from './licences.ts';

export const certificationNamespace = 'http://microsoft.com/DRM/CertificationService';
export const licensingNamespace = 'http://microsoft.com/DRM/LicensingService';

type SoapVersion = Parameters<typeof message>[0];

/** A server's state in normal operation. */
export function normalState(mode: 'mode1' | 'mode2' = 'mode1', name = 'tested'): ServerState {
  return { ...serverState(mode, name), serverDecommissioned: false };
}

/** A user of the directory, by position. */
export function user(index: number): DirectoryUser {
  const found = knownUsers[index];
  if (found === undefined) throw new Error(`There is no user ${index}.`);
  return found;
}

/** The key pair of a user's account certificate on a server. */
export function keyPairOf(state: ServerState, index = 0): RsaKeyPair {
  return userKeyPair(state, user(index));
}

/** Signed by the server for itself; VIEW for everybody unless told otherwise. */
export function signedLicense(
  state: ServerState,
  change: Partial<PublishingLicenseRequest> = {},
): { license: string; key: ContentKey } {
  return licenseFor(state, 'AES', { signWith: state.keyPair, ...change });
}

/** A signed license that grants VIEW to one address. */
export function grantingTo(state: ServerState, emailAddress: string) {
  return signedLicense(state, {
    rights: [{ name: 'VIEW', principal: { type: 'Unspecified', emailAddress } }],
  });
}

export function askPrecertify(
  baseUrl: string | undefined,
  content: string,
  version: SoapVersion = 'soap11',
): Promise<Answer> {
  const header = versionData('1.0.0.0', '1.0.0.0', certificationNamespace);
  const body = `<Precertify xmlns="${certificationNamespace}">${content}</Precertify>`;
  const url = `${baseUrl ?? ''}/certification/Precertification.asmx`;
  return post(url, version, message(version, header, body));
}

export function askLicensing(
  baseUrl: string | undefined,
  operation: 'AcquireLicense' | 'AcquirePreLicense',
  content: string,
  { version = 'soap11', maximum = '1.1.0.0' }: { version?: SoapVersion; maximum?: string } = {},
): Promise<Answer> {
  const header = versionData('1.0.0.0', maximum, licensingNamespace);
  const body = `<${operation} xmlns="${licensingNamespace}">${content}</${operation}>`;
  return post(`${baseUrl ?? ''}/licensing/license.asmx`, version, message(version, header, body));
}

export function strings(identities: readonly (string | undefined)[]): string {
  return identities
    .map(each =>
      each === undefined ? '<string xsi:nil="true"/>' : `<string>${escapeText(each)}</string>`,
    )
    .join('');
}

export function certificates(name: string, xml: readonly string[]): string {
  const entries = xml.map(each => `<Certificate>${each}</Certificate>`);
  return `<${name}>${entries.join('')}</${name}>`;
}

/** RequestParams of AcquirePreLicense with one entry. */
export function preLicenseParams(
  identities: readonly (string | undefined)[],
  ...licenses: string[]
): string {
  return (
    '<RequestParams><AcquirePreLicenseParams>' +
    `<LicenseeIdentities>${strings(identities)}</LicenseeIdentities>` +
    `${certificates('IssuanceLicense', licenses)}</AcquirePreLicenseParams></RequestParams>`
  );
}

/** What an array of certificates in an answer holds, as text. */
export function textsOf({ text }: Answer, array: string): string[] {
  const arrays = [...text.matchAll(new RegExp(`<tns:${array}>(.*?)</tns:${array}>`, 'gs'))];
  return arrays.flatMap(([, content = '']) =>
    [...content.matchAll(/<tns:Certificate>(.*?)<\/tns:Certificate>/gs)].map(
      ([, certificate = '']) => certificate,
    ),
  );
}

/** Name of an exception that stands in place of a license, and its index; undefined for a license. */
export function exceptionIn(xml: string): { name: string; index: number } | undefined {
  const match =
    /^<Acquire(?:Pre)?LicenseException xmlns="[^"]*"><ExceptionString>([\w.]+): [^<]*<\/ExceptionString><batchindex>(\d+)<\/batchindex><\/Acquire(?:Pre)?LicenseException>$/.exec(
      xml,
    );
  return match?.[1] === undefined ? undefined : { name: match[1], index: Number(match[2]) };
}

/** What the message schemas have to say against an answer. */
export function schemaIssues(
  answer: Answer,
  service: 'CertificationService' | 'LicensingService',
): SchemaIssue[] {
  const file = messageSchemaFile('rmsi', service, answer.envelope.version);
  return loadSchemaSet(file).validate(answer.text);
}

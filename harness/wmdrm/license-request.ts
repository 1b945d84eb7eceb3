import { encodeBase64 } from '../base64.ts';
import { escapeText } from '../xml/escape.ts';

/** What a version 7 or 11 request says (MS-DRM 2.2.3.1.3, 2.2.4). */
export interface LicenseRequest {
  /** The version 1 request, 201 bytes. */
  readonly v1Challenge: Uint8Array;
  readonly actions: readonly string[];
  /** 168 bytes. */
  readonly clientId: Uint8Array;
  readonly clientVersion: string;
  readonly securityVersion: string;
  readonly appSecurity: number;
  readonly subjectId1: number;
  readonly subjectId2: number;
  readonly drmkVersion: string;
  /** REV_INFO that the client has. */
  readonly revocationInfo?: Uint8Array;
  /** The content's header: its element, verbatim. */
  readonly header?: string;
  /** Where the header and REVOCATIONINFO stand; the schema has them below LICENSEREQUEST (contradiction 2). */
  readonly headerPlace?: 'LICENSEREQUEST' | 'CLIENTINFO';
  /** Version 11: the certificate collection (2.2.4.1.1). */
  readonly machineCertificate?: string;
  /** Version 11: REV_INFO (2.2.4.1.2). */
  readonly revInfo?: Uint8Array;
}

/** The rights that ACTION predefines (MS-DRM 2.2.3.1.3.1). */
export const predefinedActions = [
  'Play',
  'Print.redbook',
  'CREATE_PM_LICENSE',
  'Backup',
  'Restore',
] as const;

/** Writes a request in the order of the schema; in CLIENTINFO, version 11's elements come first, as in 4.6. */
export function writeLicenseRequest(request: LicenseRequest): string {
  const { actions, revocationInfo, header = '', headerPlace = 'LICENSEREQUEST' } = request;
  const { machineCertificate, revInfo } = request;
  const placed =
    (revocationInfo === undefined ? '' : element('REVOCATIONINFO', encodeBase64(revocationInfo))) +
    header;
  const [inClient, below] = headerPlace === 'CLIENTINFO' ? [placed, ''] : ['', placed];
  const clientInfo = [
    machineCertificate === undefined
      ? ''
      : element('MACHINECERTIFICATE', encodeBase64(Buffer.from(machineCertificate))),
    revInfo === undefined ? '' : element('REVINFO', encodeBase64(revInfo)),
    element('CLIENTID', encodeBase64(request.clientId)),
    element('CLIENTVERSION', request.clientVersion),
    element('SECURITYVERSION', request.securityVersion),
    element('APPSECURITY', String(request.appSecurity)),
    element('SUBJECTID1', String(request.subjectId1)),
    element('SUBJECTID2', String(request.subjectId2)),
    element('DRMKVERSION', request.drmkVersion),
    inClient,
  ].join('');
  const list = actions.map(action => element('ACTION', action)).join('');
  return `<LICENSEREQUEST version="2.0.0.0">${element('V1CHALLENGE', encodeBase64(request.v1Challenge))}<ACTIONLIST>${list}</ACTIONLIST><CLIENTINFO>${clientInfo}</CLIENTINFO>${below}</LICENSEREQUEST>`;
}

function element(name: string, text: string): string {
  return `<${name}>${escapeText(text)}</${name}>`;
}

/**
 * Puts another text into the first element of this name, in a request as it is written: everything else
 * stays as it was, to the byte.
 *
 * @param text - as it is to stand there, escaped where it has to be
 * @returns undefined where the request has no such element with text alone
 */
export function withText(request: string, name: string, text: string): string | undefined {
  const pattern = elementOf(name, '[^<]*');
  return pattern.test(request)
    ? request.replace(
        pattern,
        (_, attributes = '', _old, closing = `</${name}>`) =>
          `<${name}${String(attributes)}>${text}${String(closing)}`,
      )
    : undefined;
}

/** The text of the first element of this name, comments left out; undefined where there is none. */
export function textIn(request: string, name: string): string | undefined {
  const found = elementOf(name, '[^]*?').exec(request);
  return found === null ? undefined : (found[2] ?? '').replace(/<!--[^]*?-->/g, '').trim();
}

/** Attributes, content and end tag of an element; one without content may have no end tag. */
function elementOf(name: string, content: string): RegExp {
  return new RegExp(String.raw`<${name}(\s[^>]*?)?(?:/>|>(${content})(</${name}\s*>))`);
}

import { envelopeNamespace, requestHeaders, type SoapVersion } from '../../harness/soap/version.ts';
import { readEnvelope, type Envelope } from '../../harness/soap/envelope.ts';
import { child, type XmlElement } from '../../harness/xml/element.ts';
import { parseXml } from '../../harness/xml/parse.ts';

export const decommissionNamespace = 'http://microsoft.com/DRM/DecommissionService';
export const serverNamespace = 'http://microsoft.com/DRM/ServerService';

export interface Answer {
  status: number;
  contentType: string;
  text: string;
  envelope: Envelope;
}

/** Sends a message as it is, with the headers of its version unless others are given. */
export async function post(
  url: string,
  version: SoapVersion,
  message: string | Uint8Array,
  headers: Record<string, string> = requestHeaders(version, 'unused'),
): Promise<Answer> {
  const response = await fetch(url, { method: 'POST', headers, body: message });
  const text = await response.text();
  const envelope = readEnvelope(parseXml(Buffer.from(text)));
  if ('problem' in envelope) throw new Error(`${envelope.problem} It is: ${text}`);
  const contentType = response.headers.get('content-type') ?? '';
  return { status: response.status, contentType, text, envelope };
}

export function message(version: SoapVersion, header: string, body: string): string {
  return (
    `<soap:Envelope xmlns:soap="${envelopeNamespace[version]}"` +
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<soap:Header>${header}</soap:Header><soap:Body>${body}</soap:Body></soap:Envelope>`
  );
}

export function versionData(
  minimum = '1.0.0.0',
  maximum = '1.0.0.0',
  namespace = decommissionNamespace,
): string {
  return `<VersionData xmlns="${namespace}"><MinimumVersion>${minimum}</MinimumVersion><MaximumVersion>${maximum}</MaximumVersion></VersionData>`;
}

/** The body of AcquireContentKey with the given content of paramsSoap. */
export function withParams(params: string): string {
  return `<AcquireContentKey xmlns="${decommissionNamespace}"><paramsSoap>${params}</paramsSoap></AcquireContentKey>`;
}

/** One entry of paramsSoap, which holds licences. */
export function entry(...licenses: string[]): string {
  const certificates = licenses.map(license => `<Certificate>${license}</Certificate>`);
  return `<AcquireContentKeyParams><IssuanceLicense>${certificates.join('')}</IssuanceLicense></AcquireContentKeyParams>`;
}

/** The element at a path of local names below another. */
export function at(element: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((found, name) => found && child(found, name), element);
}

/** Code, reason and names of an answer that has to be a fault. */
export function faultOf({ envelope, text }: Answer): { code: string; reason: string } {
  const fault = envelope.content;
  if (fault?.name !== 'Fault') throw new Error(`Expected a fault; it is: ${text}`);
  const code = at(fault, 'faultcode') ?? at(fault, 'Code', 'Value');
  const reason = at(fault, 'faultstring') ?? at(fault, 'Reason', 'Text');
  return { code: code?.text ?? '', reason: reason?.text ?? '' };
}

/** The exception that a fault's reason ends in, as MS-RMPR 3.1.4.5 writes it. */
export function exceptionOf(answer: Answer): string | undefined {
  return /(?:^|---> )([\w.]+): [^>]*$/.exec(faultOf(answer).reason)?.[1];
}

/** The versions that an answer's header announces. */
export function announced({ envelope }: Answer, namespace = decommissionNamespace): string[] {
  const block = envelope.headers.find(
    header => header.name === 'VersionData' && header.namespace === namespace,
  );
  return block?.children.map(({ name, text }) => `${name} ${text}`) ?? [];
}

import type { Exchange } from '../report/exchange.ts';
import type { Grant, GrantKind } from '../report/ledger.ts';
import { readReply, type Reply } from '../soap/reply.ts';
import { descendants } from '../xml/element.ts';
import { XmlRefusal } from '../xml/refusal.ts';
import { parseCertificate, type Certificate } from '../xrml/certificate.ts';
import { firstDescendant, textOf } from '../xrml/navigate.ts';
import { certificateTexts, wholeText } from './certificate-texts.ts';
import { workOf } from './work.ts';

/** By the type of a certificate's DESCRIPTOR (MS-RMPR 2.2.9). */
const kinds = new Map<string, GrantKind>([
  ['Group-Identity-Credential', 'account certificate'],
  ['Content-License', 'use license'],
]);

/** What a server's own certificates, which it sends along, say that they certify. */
const ofServers = new Set(['MS-DRM-Server', 'DRM-Certificate-Authority']);

/** Certificates of one reply that are read; a server decides how many it sends. */
const mostRead = 200;

/**
 * The operations in which a server finds or makes the key pair of a user (MS-RMSI 3.3.4.1,
 * 3.5.4.1).
 */
const makeKeys = new Set(['Precertify', 'AcquirePreLicense']);

/**
 * What a reply says that the server has issued, whether or not it should have. Nothing is judged here,
 * and nothing a server sends makes this fail: what can't be read is `something`.
 */
export function grantsIn({ request, outcome, label }: Exchange): readonly Grant[] {
  if (label?.soap === undefined || label.effect === 'reads') return [];
  if (outcome.kind === 'failure') return [];
  const reply = readReply(outcome, { version: label.soap });
  if (reply.fault !== undefined) return [];
  const sent = Buffer.from(request.body ?? []).toString('utf8');
  const texts = certificateTexts(textOfReply(reply)).filter(
    (text, index) => index >= mostRead || !sent.includes(text),
  );
  if (texts.length === 0) return holdsSomething(reply) ? [{ kind: 'something' }] : [];
  const grants = texts.slice(0, mostRead).flatMap(readGrant);
  const unread = texts.slice(mostRead).map((): Grant => ({ kind: 'something' }));
  return [...grants, ...unread].flatMap((grant): readonly Grant[] => {
    const { issuedTo } = grant;
    const ofUser = grant.kind === 'account certificate' || grant.kind === 'use license';
    if (!ofUser || issuedTo === undefined || !makeKeys.has(label.operation)) return [grant];
    return [{ kind: 'account key', issuedTo }, grant];
  });
}

/** All of the text, or as much as can be shown of a message that is no XML. */
function textOfReply(reply: Reply): string {
  try {
    return wholeText(reply);
  } catch (error) {
    if (error instanceof XmlRefusal) return reply.text;
    throw error;
  }
}

/** Whether a response that holds no certificate holds anything else but exceptions. */
function holdsSomething({ content }: Reply): boolean {
  if (content?.name.endsWith('Response') !== true) return false;
  const all = [content, ...descendants(content)];
  const failed = all.some(({ name }) => name.endsWith('Exception'));
  return !failed && all.some(({ text }) => text.trim() !== '');
}

function readGrant(xml: string): readonly Grant[] {
  try {
    return describe(parseCertificate(xml));
  } catch {
    // Whatever a server makes fail here, it has sent something.
    return [{ kind: 'something' }];
  }
}

function describe(certificate: Certificate): readonly Grant[] {
  const { root, bodyType, descriptor, issuedPrincipal, validity } = certificate;
  const until = validity && { validUntil: validity.until.toISOString() };
  if (bodyType === 'Microsoft Rights Label') {
    const owner = firstDescendant(root, 'OWNER');
    const name = owner && firstDescendant(owner, 'NAME');
    return [
      {
        kind: 'publishing license',
        id: workOf(root),
        ...(name && { issuedTo: textOf(name) }),
        ...until,
      },
    ];
  }
  if (ofServers.has(issuedPrincipal?.objectType ?? '')) return [];
  const issuedTo = issuedPrincipal?.name ?? issuedPrincipal?.id;
  return [
    {
      kind: kinds.get(descriptor?.objectType ?? '') ?? 'something',
      ...(descriptor && { id: descriptor.id }),
      ...(issuedTo !== undefined && { issuedTo }),
      ...until,
    },
  ];
}

import { createHash, randomBytes, type KeyObject } from 'node:crypto';
import { expect, test } from '@playwright/test';
import type { Metering } from '../../harness/playready/certificate.ts';
import { newTestKey } from '../../harness/playready/challenge/test-challenge.ts';
import { protocols, xmldsig } from '../../harness/playready/namespaces.ts';
import { publicKeyBytes, signP256 } from '../../harness/playready/p256.ts';
import { canonicalElement } from '../../harness/xml/canonical.ts';
import type { HttpResponse } from '../../reference/http/message.ts';
import { conforming, type Behaviour } from '../../reference/playready/behaviour.ts';
import type { Exchange } from '../../reference/playready/exchange.ts';
import {
  writeCertificate,
  writeCertificateChain,
} from '../../reference/playready/write-certificate.ts';
import { catalogue } from '../../suites/playready/catalogue.ts';
import { judgePlayReady } from './judge-playready.ts';

const isCall = ({ request }: Exchange) => request.method === 'POST';

/** A server whose answers to requests for an operation are these instead. */
const answering = (
  answer: (response: HttpResponse, exchange: Exchange) => HttpResponse,
): Partial<Behaviour> => ({
  finish: (response, exchange) => (isCall(exchange) ? answer(response, exchange) : response),
});

const refusing = (status: number, headers: Readonly<Record<string, string>>, body: string) =>
  answering(() => ({ status, headers, body }));

const text = ({ body }: HttpResponse) => Buffer.from(body).toString('utf8');

/** A fault as Axinom, Nagra and ASMX write it for whatever they refuse. */
const invalidMessage = conforming.writeEnvelope(
  conforming.writeFault({
    code: 'Server',
    reason: 'Not again',
    actor: '',
    detail: conforming.writeException('0x8004c601', {}),
  }),
);

/** A server that takes a message once: nothing public says that it may not. */
function takingOnce(): Partial<Behaviour> {
  const taken = new Set<string>();
  return answering((response, { request, refusal }) => {
    const message = Buffer.from(request.body).toString('latin1');
    const isKnown = taken.has(message);
    taken.add(message);
    if (!isKnown || refusal !== undefined || !message.includes('SignatureValue')) return response;
    return { ...response, status: 500, body: invalidMessage };
  });
}

const levelOf = (id: string) =>
  Object.hasOwn(catalogue.requirements, id)
    ? catalogue.requirements[id as keyof typeof catalogue.requirements].level
    : 'none';

/** A chain of three, each certificate with an object of a type that nobody documents. */
function longChain(meteringId: Uint8Array, url: string): Uint8Array {
  const [root, issuer, middle, leaf] = [newTestKey(), newTestKey(), newTestKey(), newTestKey()];
  const certificate = (subject: KeyObject, signer: KeyObject, metering?: Metering) =>
    writeCertificate(
      {
        manufacturer: ['Assay TEST'],
        publicKeys: [publicKeyBytes(subject)],
        others: [{ flags: 3, type: 0x7e57, body: new Uint8Array(randomBytes(11)) }],
        ...(metering !== undefined && { metering }),
      },
      signer,
    );
  return writeCertificateChain([
    certificate(leaf, middle, { meteringId, url }),
    certificate(middle, issuer),
    certificate(issuer, root),
  ]);
}

/** Answers signed over Canonical XML where they stand, as the URI of their algorithm says. */
function signingInPlace(): Partial<Behaviour> {
  let key: KeyObject | undefined;
  return {
    writeResponseSignature: (signed, state) => {
      key = state.hierarchy.serverSigning.privateKey;
      return conforming.writeResponseSignature(signed, state);
    },
    finish: response => {
      const whole = text(response);
      if (key === undefined || !whole.includes('<SignatureValue>')) return response;
      const form = (document: string, name: string, namespace: string) =>
        canonicalElement(Buffer.from(document), { name, namespace }, 'inclusive');
      const digest = createHash('sha256').update(form(whole, 'LicenseResponse', protocols));
      const digested = whole.replace(
        /(<DigestValue>)[^<]*/,
        (_match, tag) => `${tag}${digest.digest('base64')}`,
      );
      const value = signP256(form(digested, 'SignedInfo', xmldsig), key);
      const body = digested.replace(
        /(<SignatureValue>)[^<]*/,
        (_match, tag) => `${tag}${Buffer.from(value).toString('base64')}`,
      );
      return { ...response, body };
    },
  };
}

/** Servers that differ and obey every documented sentence, and the rows that warn of them. */
const servers: Readonly<
  Record<string, readonly [behaviour: () => Partial<Behaviour>, ...string[]]>
> = {
  'refuses a message that it has taken before': [takingOnce],
  'wants a token, and says so with 403': [
    () => refusing(403, { 'content-type': 'application/json' }, '{"error":"no token"}'),
  ],
  'wants a token, and says so with 400': [
    () => refusing(400, { 'content-type': 'text/plain' }, 'no token'),
  ],
  'has moved': [() => refusing(302, { location: 'http://assay.example/' }, '')],
  'is busy': [() => refusing(503, { 'retry-after': '1' }, '')],
  'has AcquireLicense and nothing else': [
    () =>
      answering((response, { operation, request }) =>
        operation === 'AcquireLicense' ||
        !/MeterCert|PackagingData/.test(
          String(request.headers['soapaction']) + Buffer.from(request.body).toString('latin1'),
        )
          ? response
          : { status: 404, headers: {}, body: '' },
      ),
  ],
  'writes the parts of a fault in the namespace of SOAP': [
    () => ({
      writeFault: fault =>
        conforming
          .writeFault(fault)
          .replace(/<(\/?)(faultcode|faultstring|faultactor|detail)>/g, '<$1soap:$2>'),
    }),
    'playready.faults.namespace',
  ],
  'writes dotted fault codes': [
    () => ({
      writeFault: fault =>
        conforming.writeFault(fault).replace(/>soap:(Client|Server)</, '>soap:$1.Broken<'),
    }),
  ],
  'closes the door on what is not well-formed': [
    () =>
      answering((response, { refusal }) =>
        refusal === 'notXml' ? { status: 415, headers: {}, body: '' } : response,
      ),
  ],
  'answers what is not well-formed with a fault of SOAP 1.2': [
    () =>
      answering((response, { refusal }) =>
        refusal === 'notXml'
          ? {
              status: 400,
              headers: { 'content-type': 'application/soap+xml; charset=utf-8' },
              body: '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code><s:Reason><s:Text xml:lang="en">No</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>',
            }
          : response,
      ),
  ],
  'answers in UTF-16': [
    () =>
      answering(response => ({
        ...response,
        headers: { ...response.headers, 'content-type': 'text/xml; charset="UTF-16"' },
        body: Buffer.from(`\ufeff${text(response).replace('utf-8', 'utf-16')}`, 'utf16le'),
      })),
    'playready.faults.charset',
    'playready.transport.charset',
  ],
  'has a chain of three certificates with objects that nobody knows': [
    () => ({ meteringChain: (_state, meteringId, url) => longChain(meteringId, url) }),
  ],
  'signs over what the answer is where it stands': [signingInPlace],
  'writes the metering certificate elsewhere': [
    () => ({
      writeMeteringCertificate: chain =>
        conforming
          .writeMeteringCertificate(chain)
          .replace(/<MeterCert.*<\/MeterCert>/, '<List>$&</List>'),
    }),
  ],
  'writes the parts of a package in another order and in a namespace of its own': [
    () => ({
      writePackagedKey: (...given) =>
        conforming
          .writePackagedKey(...given)
          .replace(/(<KeyId>.*)(<Data>.*)/, '<New xmlns="urn:vendor"><Extra/>$2$1</New>'),
    }),
  ],
};

for (const [what, [behaviour, ...warned]] of Object.entries(servers))
  test(`a server that ${what} breaks no MUST`, async () => {
    const { broken = [], 'harness-error': errors } = await judgePlayReady(behaviour());
    expect(errors).toBeUndefined();
    expect(broken.filter(id => levelOf(id) === 'MUST')).toEqual([]);
    expect(broken.toSorted()).toEqual(warned);
  });

test('what a server that takes a message once refuses is no evidence', async () => {
  const { 'twin-refused': undecided = [] } = await judgePlayReady(takingOnce());
  for (const id of ['challenge.digest', 'acquire-license.revoked', 'domain.device-limit'])
    expect(undecided).toContain(`playready.${id}`);
});

import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { spellings } from './spellings.ts';

/**
 * A server, and an HTTP proxy before any other, that tells in its faults, in its headers and in its
 * reason phrase what it was sent: every header and the body, in every spelling, and what Basic hides.
 */
export async function startEchoServer(
  challenge?: string,
): Promise<{ port: number; sent: () => string; close: () => void }> {
  let sent = '';
  const server = createServer((request, response) => {
    void bodyOf(request).then(body => {
      const values = Object.values(request.headers).map(String);
      const decoded = values.flatMap(value => {
        const [, scheme = ''] = /^Basic (\S+)$/.exec(value) ?? [];
        const text = Buffer.from(scheme, 'base64').toString('utf8');
        return scheme === '' ? [] : [text, ...text.split(':')];
      });
      const told = [...values, ...decoded].flatMap(value => spellings(value)).join(' | ');
      sent += `${told}\n${body}\n`;
      const type = (request.headers['content-type'] ?? 'text/xml').split(';')[0] ?? '';
      const printable = told.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 4_000);
      response.writeHead(challenge === undefined ? 500 : 401, printable.slice(0, 400), {
        'content-type': type,
        'x-echo': printable,
        ...(challenge !== undefined && { 'www-authenticate': challenge }),
      });
      response.end(fault(type, `${told}\n${body}`));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    sent: () => sent,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function fault(type: string, text: string): string {
  const reason = text
    .replaceAll(/[^\n\x20-\x7e]/g, '?')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
  return type === 'application/soap+xml'
    ? `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code><s:Reason><s:Text xml:lang="en">${reason}</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>`
    : `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>${reason}</faultstring></s:Fault></s:Body></s:Envelope>`;
}

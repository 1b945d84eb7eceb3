import type { WmdrmServerError } from '../../harness/wmdrm/errors.ts';
import type { HttpResponse } from '../http/message.ts';
import type { Behaviour } from './behaviour.ts';
import { escapeHtml } from './page-rules.ts';
import type { Refusal } from './refusal.ts';

/** Writes the page that names the error of a refusal. */
export function writeRefusal(refusal: Refusal, behaviour: Behaviour): HttpResponse {
  const text = behaviour.errorText(errorOf(refusal, behaviour), refusal);
  return {
    status: behaviour.errorStatus(refusal),
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body: `<HTML><HEAD><TITLE>Assay TEST license server</TITLE></HEAD><BODY>${escapeHtml(text)}</BODY></HTML>`,
  };
}

function errorOf(refusal: Refusal, behaviour: Behaviour): WmdrmServerError {
  if (refusal.place === 'CLIENTID') return behaviour.clientIdError(refusal.broken, refusal.version);
  if (refusal.place === 'MACHINECERTIFICATE')
    return behaviour.machineCertificateError(refusal.broken);
  return behaviour.version1Error(refusal.broken, refusal.place);
}

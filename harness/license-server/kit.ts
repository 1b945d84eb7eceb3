import { readFileSync } from 'node:fs';
import { decodeBase64 } from '../base64.ts';
import { readSecret } from '../target/secret.ts';
import type { WmdrmTarget } from '../target/wmdrm.ts';
import { readContentHeader } from '../target/wmdrm-files.ts';
import { UserError } from '../user-error.ts';
import { Blocked } from '../verdict/blocked.ts';
import { writeClientId } from '../wmdrm/client-id.ts';
import { writeLicenseRequest } from '../wmdrm/license-request.ts';
import { writeMachineCertificate } from '../wmdrm/machine-certificate.ts';
import { oldestRevInfo } from '../wmdrm/rev-info.ts';
import { newSessionKey } from '../wmdrm/session-key.ts';
import {
  keyIdBytes,
  keyIdOf,
  rightPlayOnPc,
  writeVersion1Request,
} from '../wmdrm/version1-request.ts';
import { completeAssumptions, type AssumptionChoices } from '../wmdrm/wmdrm-assumptions.ts';
import { clientsOf, type Client } from './clients.ts';
import {
  readRecordedRequests,
  type RecordedRequests,
  type RequestEncoding,
} from './recorded-requests.ts';
import type { ClientChoice, RequestChoices } from './request.ts';

/** What a worker makes requests of, and opens answers with; read when it is first asked for. */
export interface Kit {
  readonly assumptions: AssumptionChoices;
  /** Whether the target names a client's keys; else its recordings are all there is. */
  readonly hasClient: boolean;
  readonly client: (choice: ClientChoice) => Client;
  /** KLpub; Blocked `identity-missing` where the target does not name it. */
  readonly licenseKey: () => Uint8Array;
  /** The content's key, where the target knows it. */
  readonly contentKey: () => Uint8Array | undefined;
  /**
   * A request of version 7 or 11 in XML: made with the client's keys, or recorded.
   *
   * @param hideSession - whether its SessionKeys are secrets, since they may be told of
   * @throws Blocked `identity-missing` where keys are needed, `recording-missing` where there is nothing
   */
  readonly request: (
    version: 7 | 11,
    choices?: RequestChoices,
    hideSession?: boolean,
  ) => Draft<string>;
  /** A CLIENTID of a client, 168 bytes; Blocked `identity-missing` where the target does not name it, or KS. */
  readonly clientId: (client: ClientChoice) => Uint8Array;
  /** A version 1 request of 201 bytes, alike. */
  readonly packet: (choices?: RequestChoices) => Draft<Uint8Array>;
}

/** A request before anything is changed in it. */
export interface Draft<Message> {
  readonly message: Message;
  /** Whether it was made here, and so rests on how requests are made. */
  readonly built: boolean;
  /** Where it is posted as base64: of which encoding of it. */
  readonly encoded?: RequestEncoding;
}

/** Makes a kit; reads nothing before it is asked for. @param hide - told of each secret */
export function makeKit(target: WmdrmTarget, hide: (secret: Uint8Array) => void): Kit {
  const { serverKey, licenseKey, content, clientInfo, actions, header, recordings } = target;
  const assumptions = completeAssumptions(target.assumptions);
  const client = clientsOf(target, assumptions, hide);
  const hasClient = target.client !== undefined && serverKey !== undefined;
  let read: RecordedRequests | undefined;
  const recorded = (): RecordedRequests =>
    (read ??= recordings === undefined ? {} : readRecorded(recordings));
  const server = (): Uint8Array => {
    if (serverKey !== undefined) return publicKey(serverKey);
    throw new Blocked(
      'identity-missing',
      'The target names no wmdrm.serverKey (KS), which requests are encrypted to; give it with wmdrm.client, or recordings of a client (docs/wmdrm.md).',
    );
  };
  const newSession = (isHidden: boolean): Uint8Array => {
    const key = newSessionKey();
    if (isHidden) hide(key);
    return key;
  };
  const build = (
    choices: RequestChoices,
    keyId: Uint8Array,
    session = newSession(false),
  ): Uint8Array => {
    const { client: who = 'listed', appSecurity = clientInfo.appSecurity } = choices;
    const { pkcert } = client(who);
    const said = { pkcert, keyId, rights: rightPlayOnPc, appSecurity };
    return writeVersion1Request(said, server(), assumptions, session);
  };
  const headerText = (): string | undefined => {
    const { headerFile } = content;
    if (headerFile === undefined) return undefined;
    const text = readContentHeader(headerFile);
    const { name } = header;
    if (name === undefined) return text;
    return text.replace(/^<\w+/, `<${name}`).replace(/<\/\w+(\s*>)$/, `</${name}$1`);
  };
  return {
    assumptions,
    hasClient,
    client,
    licenseKey() {
      if (licenseKey !== undefined) return publicKey(licenseKey);
      throw new Blocked(
        'identity-missing',
        'The target names no wmdrm.licenseKey (KL), whose signatures licenses have; give it in the target file.',
      );
    },
    contentKey() {
      if (content.contentKey === undefined) return undefined;
      const key = decodeBase64(readSecret(content.contentKey, 'the key wmdrm.content.contentKey'));
      if (key === undefined || key.length === 0)
        throw new UserError('Expected the key wmdrm.content.contentKey in base64; it is none.');
      hide(key);
      return key;
    },
    request(version, choices = {}, hideSession = false) {
      if (!hasClient && Object.keys(choices).length === 0 && version === 7) {
        const { request, encoded } = recorded();
        if (request !== undefined)
          return { message: request, built: false, ...(encoded !== undefined && { encoded }) };
        throw nothing('a version 7 request');
      }
      const { pkcert } = client(choices.client ?? 'listed');
      const own = headerText();
      return {
        built: true,
        ...(assumptions['request-form'] === 'base64' && { encoded: 'utf8' }),
        message: writeLicenseRequest({
          ...clientInfo,
          v1Challenge: build(choices, new Uint8Array(keyIdBytes), newSession(hideSession)),
          actions,
          clientId: writeClientId(pkcert, server(), assumptions, newSession(hideSession)),
          ...(own !== undefined && { header: own, headerPlace: header.place }),
          ...(version === 11 && {
            machineCertificate: machineCertificate(target),
            revInfo: oldestRevInfo,
          }),
        }),
      };
    },
    clientId: who => writeClientId(client(who).pkcert, server(), assumptions),
    packet(choices = {}) {
      if (!hasClient && Object.keys(choices).length === 0) {
        const { packet } = recorded();
        if (packet !== undefined) return { message: packet, built: false };
        throw nothing('a version 1 request');
      }
      const message = build(choices, keyIdOf(content.keyId ?? ''));
      return { message, built: true };
    },
  };
}

function readRecorded(folder: string): RecordedRequests {
  try {
    return readRecordedRequests(folder);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new Blocked('recording-missing', error.message);
  }
}

function machineCertificate({ machineCertificateFile: file }: WmdrmTarget): string {
  return file === undefined ? writeMachineCertificate() : readFileSync(file, 'utf8').trim();
}

/** The target was resolved: it is base64. */
function publicKey(text: string): Uint8Array {
  return decodeBase64(text) ?? new Uint8Array();
}

function nothing(what: string): Blocked {
  return new Blocked(
    'recording-missing',
    `The target has neither wmdrm.client with wmdrm.serverKey nor ${what} among its recordings, so nothing can be asked (docs/wmdrm.md).`,
  );
}

import type { Recorder } from '../report/recorder.ts';
import { readLicenseResponseText, type LicenseResponse } from '../wmdrm/license-response.ts';
import { readLicense1 } from '../wmdrm/license1.ts';
import { withClientId } from './edits.ts';
import { ifOpened1, ifReadable, mostLicenses, opensAny } from './open-license.ts';
import { describeReply, holdsLicense, type WmdrmReply } from './reply.ts';
import type { WmdrmRequest } from './request.ts';
import type { WmdrmSession } from './session.ts';

/**
 * What an answer lacks to be a license that was made for the request: one that the client's key opens, or,
 * where no key is known or how blocks are encrypted is not declared, one that the same request without a
 * client does not get. Neither refusing nor echoing ever does, nor one answer to everything.
 */
export async function successDoubt(
  session: WmdrmSession,
  recorder: Recorder,
  request: WmdrmRequest,
  reply: WmdrmReply,
): Promise<string | undefined> {
  if (reply.outcome.kind === 'failure') return reply.outcome.message;
  const response = await responseOf(session, recorder, request, reply);
  const held = request.protocol === 1 ? reply.packets.length : (response?.licenses.length ?? 0);
  if (held === 0) return describeReply(reply);
  if (isForMachine(session, reply, response)) return undefined;
  if (session.kit.hasClient && session.state.assumptions['point-order'] !== undefined)
    return "a license that the client's key does not open";
  const { reply: spoilt } = await session.answer(recorder, withoutClient(request));
  return holdsLicense(spoilt)
    ? "the client's key does not open it, and a request without a client gets one, too"
    : undefined;
}

/** The response itself, or the one that a page hands over. */
async function responseOf(
  session: WmdrmSession,
  recorder: Recorder,
  request: WmdrmRequest,
  { response }: WmdrmReply,
): Promise<LicenseResponse | undefined> {
  if (response !== undefined || request.nonsilent !== '1') return response;
  const { calls } = await session.page(recorder, request);
  return calls[0] && readLicenseResponseText(calls[0].argument);
}

function isForMachine(
  { kit }: WmdrmSession,
  { packets }: WmdrmReply,
  response: LicenseResponse | undefined,
): boolean {
  if (!kit.hasClient) return false;
  const { machineKey } = kit.client('listed');
  const order = kit.assumptions['point-order'];
  const packed = packets.slice(0, mostLicenses).some(bytes => {
    const license = ifReadable(() => readLicense1(bytes));
    return license !== undefined && ifOpened1(license, machineKey, order) !== undefined;
  });
  return packed || (response !== undefined && opensAny(response, machineKey, order));
}

/** The same request with nothing in the place of its client. */
function withoutClient(request: WmdrmRequest): WmdrmRequest {
  const { protocol, deployment, nonsilent } = request;
  return {
    fixture: 'without-client',
    ...(protocol !== undefined && { protocol }),
    ...(deployment !== undefined && { deployment }),
    ...(nonsilent !== undefined && { nonsilent }),
    ...(protocol === 1
      ? { editPacket: packet => new Uint8Array(packet.length) }
      : { edit: text => withClientId(text, () => new Uint8Array()) }),
  };
}

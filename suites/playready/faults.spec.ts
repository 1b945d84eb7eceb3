import { classifyStatusCode } from '../../harness/playready/messages/status-code.ts';
import {
  readExceptionDetail,
  type ExceptionDetail,
} from '../../harness/playready/messages/exception-detail.ts';
import type { PlayReadyContext } from '../../harness/rights-manager/context.ts';
import { malformed, type ProvokedFault } from '../../harness/rights-manager/provoked-faults.ts';
import type { Reply } from '../../harness/soap/reply.ts';
import { describeReply, expect, quote } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { descendants } from '../../harness/xml/element.ts';
import { check } from './check.ts';

check('playready.faults.status', async ({ faults }) => {
  await judgeAll(await faults(), ({ reply, what }) => {
    if (reply.status !== 500) violate('HTTP status 500 for a fault', describeReply(reply), what);
  });
});

check('playready.faults.media-type', async ({ faults }) => {
  await judgeAll(await faults(), ({ reply, what }) => {
    const type = reply.mediaType?.type;
    if (type !== 'text/xml') violate('Content-Type text/xml', type ?? 'none', what);
  });
});

check('playready.faults.charset', async ({ faults }) => {
  await judgeAll(await faults(), ({ reply, what }) => {
    if (reply.mediaType?.charset?.toLowerCase() !== 'utf-8')
      violate('charset=utf-8 in Content-Type', reply.header('content-type') ?? 'none', what);
  });
});

check('playready.faults.well-formed', async ({ faults, note }) => {
  await judgeAll(await faults(), async ({ exchange, reply, what }) => {
    const actor = reply.fault?.actor;
    if (actor !== exchange.request.url)
      note(`faultactor is ${actor === undefined ? 'absent' : 'not the URL of the request'}.`);
    await judgeAll(reply.fault?.problems ?? [], ({ message, path, isNamespace }) => {
      if (isNamespace !== true) violate('a well-formed fault', message, `${what}, ${path}`);
    });
  });
});

check('playready.faults.namespace', async ({ faults }) => {
  await judgeAll(await faults(), async ({ reply, what }) => {
    await judgeAll(reply.fault?.problems ?? [], ({ message, path, isNamespace }) => {
      if (isNamespace === true) violate('parts in no namespace', message, `${what}, ${path}`);
    });
  });
});

check('playready.faults.status-code', async context => {
  const all = await context.faults();
  await judgeAll(
    all.filter(({ isOfService }) => isOfService),
    fault => {
      const { element, statusText } = detailOf(fault);
      if (statusText === undefined || statusText === '')
        violate(
          'detail/Exception/StatusCode in a fault of the service',
          element === undefined ? 'a fault without Exception' : 'an Exception without StatusCode',
          fault.what,
        );
    },
  );
});

/** The faults that have a status code, however it is written. */
async function withStatus({ faults }: PlayReadyContext) {
  return (await faults()).flatMap(({ what, ...fault }) => {
    const detail = detailOf(fault);
    return detail.statusText ? [{ what, ...detail, statusText: detail.statusText }] : [];
  });
}

function detailOf({ reply }: Pick<ProvokedFault, 'reply'>): Partial<ExceptionDetail> {
  return reply.fault === undefined ? {} : readExceptionDetail(reply.fault);
}

check('playready.faults.status-code-form', async context => {
  await judgeAll(await withStatus(context), ({ statusCode, statusText, what }) => {
    if (statusCode === undefined)
      violate('0x and eight hexadecimal digits as StatusCode', quote(statusText), what);
  });
});

check('playready.faults.status-code-case', async context => {
  await judgeAll(await withStatus(context), ({ statusCode, statusText, what }) => {
    const letters = statusCode?.letters ?? 'none';
    if (letters !== 'lower' && letters !== 'none')
      violate('a StatusCode in lower case', quote(statusText), what);
  });
});

check('playready.faults.status-code-range', async context => {
  await judgeAll(await withStatus(context), ({ statusCode, statusText, what }) => {
    if (statusCode === undefined) return;
    const { kind } = classifyStatusCode(statusCode.code);
    if (kind === 'outside' || kind === 'client-range')
      violate('a StatusCode of a server', quote(statusText), what);
    if (kind !== 'known')
      context.note(`No public name is known for the status code ${quote(statusText)}.`);
  });
});

const parts = ['CustomData', 'RedirectUrl', 'ServiceId', 'AccountId'];

check('playready.faults.exception-parts', async ({ faults }) => {
  await judgeAll(await faults(), async ({ reply, what }) => {
    if (reply.fault === undefined) return;
    const inside = detailOf({ reply }).element?.children ?? [];
    const named = descendants(reply.fault.element).filter(({ name }) => parts.includes(name));
    await judgeAll(named, element => {
      if (!inside.includes(element))
        violate(`${element.name} in detail/Exception`, `it at ${element.path}`, what);
    });
  });
});

/** What many a SOAP stack answers to what it can't read, where nobody forbids it. */
function isRefusedAtDoor({ outcome, status = 0, bytes }: Reply): boolean {
  if (outcome.kind === 'failure') return outcome.code === 'closed';
  return [400, 405, 413, 415].includes(status) && bytes.length === 0;
}

check('playready.faults.malformed', async ({ repeatable, ask, note }) => {
  const cases = (await repeatable()).flatMap(({ operation }) =>
    malformed(operation).map(provocation => ({ operation, ...provocation })),
  );
  await judgeAll(cases, async ({ operation, request, what, isUnreadable }) => {
    const reply = await ask(operation, request);
    if (isUnreadable && isRefusedAtDoor(reply)) note(`${operation} with ${what} gets no fault.`);
    else expect(reply, `${operation} with ${what}`).toFault();
  });
});

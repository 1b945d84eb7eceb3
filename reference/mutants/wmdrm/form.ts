import { page } from '../../http/message.ts';
import { conforming, type Behaviour } from '../../wmdrm/behaviour.ts';
import type { Asked } from '../../wmdrm/exchange.ts';
import type { Mutant } from '../mutant.ts';

const absent = ['wmdrm.form.silent-absent'];
const zero = ['wmdrm.form.silent-zero'];

/** How silent requests are told from others (MS-DRM 2.2.3.1.2). */
export const formMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'wmdrm-nonsilent-unless-said-otherwise',
    breaks: absent,
    behaviour: { isNonsilent: field => field !== '0' },
  },
  {
    name: 'wmdrm-page-for-a-form-without-nonsilent',
    breaks: absent,
    behaviour: {
      finish: (response, asked) =>
        isSilent(asked) && !formOf(asked).has('nonsilent')
          ? inPage(conforming.quoteResponse(String(response.body)))
          : response,
    },
  },
  {
    name: 'wmdrm-nonsilent-whatever-is-said',
    breaks: zero,
    behaviour: { isNonsilent: field => field !== undefined },
  },
  {
    name: 'wmdrm-nonsilent-zero-taken-for-true',
    breaks: zero,
    behaviour: { isNonsilent: field => conforming.isNonsilent(field) || Number(field) === 0 },
  },
];

function isSilent({ version, nonsilent, refusal, deployment }: Asked): boolean {
  return version === 7 && nonsilent === false && !refusal && deployment === 'normal';
}

function formOf({ request }: Asked): URLSearchParams {
  return new URLSearchParams(Buffer.from(request.body).toString('latin1'));
}

function inPage(literal: string): ReturnType<typeof page> {
  const texts = { clientVersion: '', drmkVersion: '', contentId: '' };
  const parts = { title: 'Assay TEST', description: '', literal, texts };
  return { ...page(200, ''), body: conforming.writeNonsilentPage(parts) };
}

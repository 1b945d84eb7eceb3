import { readPackagingResponse } from '../../playready/messages/packaging-response.ts';
import { writeAcquirePackagingData } from '../../playready/requests/acquire-packaging-data.ts';
import type { Reply } from '../../soap/reply.ts';
import { answerDoubt } from '../answer-doubt.ts';
import { packagedKeyDoubt } from '../packaged-key.ts';
import { documentedContentType } from '../request.ts';
import type { Driver } from './driver.ts';

/** AcquirePackagingData (PlayReady-facts 1.10): what encrypts a program, in a form that adds up. */
export const acquirePackagingData: Driver = {
  success: 'KeyId, KeyData and a PlayReady Object that belong together, for each program others',
  message: (kit, { program = kit.programs()[0] }) => ({
    body: Buffer.from(writeAcquirePackagingData({ program })),
    contentType: documentedContentType,
  }),
  async doubt(reply, { kit, request: { program = kit.programs()[0], deployment }, also }) {
    const doubt = answerDoubt(reply, 'AcquirePackagingData') ?? packagedDoubt(reply);
    if (doubt !== undefined) return doubt;
    const [first, second] = kit.programs();
    const another = program === first ? second : first;
    const other = await also({
      fixture: 'another-program',
      program: another,
      ...(deployment !== undefined && { deployment }),
    });
    return Buffer.compare(reply.bytes, other.bytes) === 0
      ? 'the same answer for two programs'
      : undefined;
  },
};

function packagedDoubt({ content }: Reply): string | undefined {
  return content && packagedKeyDoubt(readPackagingResponse(content));
}

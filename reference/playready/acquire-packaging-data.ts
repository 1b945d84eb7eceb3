import type { Operation } from './operation.ts';
import { textsOf } from './packaging-rules.ts';
import { Refused } from './refusal.ts';

/** AcquirePackagingData (PlayReady-facts 1.10): keys for every program, known or new. */
export const acquirePackagingData: Operation = ({ element, state, behaviour }) => {
  if (!behaviour.servesSystem(textsOf(element, 'ProtectionSystemId')))
    throw new Refused('invalidMessage', 'The request names no protection system that is known.');
  const programs = behaviour.programsOf(element);
  if (programs.length === 0 || programs.includes(''))
    throw new Refused('invalidMessage', 'The request names no program.');
  const entries = programs.map(program => {
    const packaged = behaviour.keyOfProgram(state, program);
    return behaviour.writePackagedKey(
      behaviour.writeKeyId(packaged.kid),
      packaged.key,
      behaviour.protectionObject(packaged),
    );
  });
  return behaviour.writePackagingResponse(entries);
};

import { packaging } from '../../harness/playready/namespaces.ts';
import { descendants } from '../../harness/xml/element.ts';
import type { Operation } from './operation.ts';
import { Refused } from './refusal.ts';

/** AcquirePackagingData (PlayReady-facts 1.10): keys for every program, known or new. */
export const acquirePackagingData: Operation = ({ element, state, behaviour }) => {
  const programs = descendants(element)
    .filter(({ name, namespace }) => name === 'ProgramIdentifier' && namespace === packaging)
    .map(({ text }) => text.trim());
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

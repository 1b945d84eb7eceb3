import { exitCode, type ExitCode } from './verdict/exit-code.ts';

/**
 * A mistake that the user can mend. The message is one or two sentences: what was expected, what
 * came, what to do next. The CLI prints it without a stack trace and exits with `code`.
 */
export class UserError extends Error {
  readonly code: ExitCode;

  constructor(message: string, code: ExitCode = exitCode.usage) {
    super(message);
    this.name = 'UserError';
    this.code = code;
  }
}

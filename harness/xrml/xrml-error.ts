/** A document that is not the XrML it should be; the message says what was expected and what came. */
export class XrmlError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'XrmlError';
  }
}

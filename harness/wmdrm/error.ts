/** A WMDRM structure that is not what it should be; the message says what was expected and what came. */
export class WmdrmError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WmdrmError';
  }
}

/** An error with a stable code, for whoever decides what to do about it. */
export class Fault<Code extends string> extends Error {
  readonly code: Code;

  constructor(code: Code, message: string) {
    super(message);
    this.code = code;
  }
}

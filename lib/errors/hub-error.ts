import { ERRORS, type ErrorCode } from './table.ts';

/**
 * The one family of errors: each has a stable code, which says at every door what becomes of it
 * (`table.ts`). What is no HubError is a mistake of the program.
 */
export class HubError<Code extends string = ErrorCode> extends Error {
  readonly code: Code;

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.name = new.target.name;
  }
}

/** A class of errors that share one code; its text is their message where nothing better is known. */
export function errorClass<Code extends ErrorCode>(code: Code) {
  return class extends HubError<Code> {
    constructor(message: string = ERRORS[code].text, options?: ErrorOptions) {
      super(code, message, options);
    }
  };
}

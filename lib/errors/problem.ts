import { errorEntry, ERRORS, type ErrorCode, type ProblemCode } from './table.ts';
import { HubError } from './hub-error.ts';

/** Codes of every error outside GraphQL, with their title (RFC 9457). */
export const PROBLEM_CODES = (Object.keys(ERRORS) as ErrorCode[]).filter(isProblemCode);

function isProblemCode(code: string): code is ProblemCode {
  return errorEntry(code)?.title !== undefined;
}

/** Media type of {@link ProblemDocument} (RFC 9457). */
export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** The body of an error answer. */
export interface ProblemDocument {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail?: string;
  /** Names the request in the logs; give it when asking for help. */
  readonly requestId?: string;
}

/** An error a route answers with on purpose; everything else becomes INTERNAL_SERVER_ERROR. */
export class Problem extends HubError<ProblemCode> {
  readonly headers: Readonly<Record<string, string>>;
  /** Further members of the document (RFC 9457 §3.2), such as a list of row faults. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    code: ProblemCode,
    detail = '',
    options: {
      headers?: Readonly<Record<string, string>>;
      members?: Readonly<Record<string, unknown>>;
    } = {},
  ) {
    super(code, detail);
    this.headers = options.headers ?? {};
    this.members = options.members ?? {};
  }

  get status(): number {
    return ERRORS[this.code].status;
  }
}

/** The document sent for a problem. */
export function problemDocument(problem: Problem, requestId?: string): ProblemDocument {
  const { status, title } = ERRORS[problem.code];
  return {
    type: 'about:blank',
    title,
    status,
    code: problem.code,
    ...(problem.message === '' ? {} : { detail: problem.message }),
    ...(requestId === undefined ? {} : { requestId }),
    ...problem.members,
  };
}

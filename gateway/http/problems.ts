/**
 * Every error outside GraphQL, in one table: the stable `code`, its HTTP status and its title
 * (RFC 9457). The detail says what to do; none carries a stack, a query of the store or a secret.
 */
export const PROBLEMS = {
  BAD_REQUEST: { status: 400, title: 'The request cannot be understood' },
  BAD_USER_INPUT: { status: 400, title: 'A value given is not acceptable' },
  UNAUTHENTICATED: { status: 401, title: 'The access token is not accepted' },
  FORBIDDEN: { status: 403, title: 'The access token does not permit this' },
  NOT_FOUND: { status: 404, title: 'There is nothing here' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'The method is not supported here' },
  NOT_ACCEPTABLE: { status: 406, title: 'No representation matches the Accept header' },
  REQUEST_TIMEOUT: { status: 408, title: 'The request took too long to arrive' },
  CONFLICT: { status: 409, title: 'The request contradicts what is recorded' },
  PAYLOAD_TOO_LARGE: { status: 413, title: 'The request body is too large' },
  URI_TOO_LONG: { status: 414, title: 'The address is too long' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'The media type is not supported here' },
  UNPROCESSABLE: { status: 422, title: 'The document is well-formed but not acceptable' },
  IDEMPOTENCY_MISMATCH: { status: 422, title: 'The Idempotency-Key was used for another request' },
  RATE_LIMITED: { status: 429, title: 'Too many requests' },
  HEADERS_TOO_LARGE: { status: 431, title: 'The request headers are too large' },
  INTERNAL_SERVER_ERROR: { status: 500, title: 'The hub could not complete the request' },
  AUTH_UNAVAILABLE: { status: 503, title: 'Access tokens cannot be checked at the moment' },
  UNAVAILABLE: { status: 503, title: 'The hub cannot answer at the moment' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

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
export class Problem extends Error {
  readonly code: ProblemCode;
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
    super(detail);
    this.code = code;
    this.headers = options.headers ?? {};
    this.members = options.members ?? {};
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }
}

/** The document sent for a problem. */
export function problemDocument(problem: Problem, requestId?: string): ProblemDocument {
  const { status, title } = PROBLEMS[problem.code];
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

/** What the description of the interface (OpenAPI) says of a route. It is declared beside the route. */

export const JSON_TYPE = 'application/json';

/** One answer of a route. */
export interface AnswerDescription {
  readonly description: string;
  /** Its media types; none: a problem (RFC 9457). */
  readonly types?: readonly string[];
}

/** A JSON schema of a parameter's text. */
export interface ParameterSchema {
  readonly type?: 'string' | 'integer' | 'boolean';
  readonly enum?: readonly string[];
  readonly format?: 'date' | 'date-time';
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: string | number | boolean;
}

export interface ParameterDescription {
  readonly description: string;
  /** Text of any kind unless given. */
  readonly schema?: ParameterSchema;
  readonly isRequired?: true;
}

type Parameters = Readonly<Record<string, ParameterDescription>>;

export interface RouteDescription {
  readonly summary: string;
  /** Parts of the path by name; the rest of a path (`*`) is called `path`. */
  readonly params?: Parameters;
  readonly query?: Parameters;
  readonly headers?: Parameters;
  /** Media types of the body; absent: it has none. */
  readonly body?: readonly string[];
  /** An access token with one of these scopes is needed. */
  readonly scopes?: readonly string[];
  readonly answers: Readonly<Record<number, AnswerDescription>>;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `refusal`: the route only says that there is nothing to be had by this method. */
    description?: RouteDescription | 'refusal';
  }
}

/** The options of a route that has this description. */
export const described = (
  description: RouteDescription | 'refusal',
): { readonly config: { readonly description: RouteDescription | 'refusal' } } => ({
  config: { description },
});

/** The answer that a route is there for. */
export const ok = (
  description: string,
  ...types: readonly string[]
): Readonly<Record<200, AnswerDescription>> => ({ 200: { description, types } });

export const NOT_FOUND = {
  404: { description: 'There is no such thing.' },
} as const satisfies RouteDescription['answers'];

export const LANGUAGE = {
  lang: {
    description: 'Language of the page; else the Accept-Language header decides.',
    schema: { enum: ['en', 'zh'] },
  },
} as const satisfies Parameters;

import { hubPath } from './hub.ts';
import { CommandError, EXIT } from './terminal.ts';

/** How long a hub may take to answer, in milliseconds. */
const DEADLINE = 30_000;

/** Codes that mean: the same command will fail again until it is changed. */
const CALLER_ERRORS: ReadonlySet<string> = new Set([
  'BAD_USER_INPUT',
  'GRAPHQL_VALIDATION_FAILED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
]);

/** Has a hub carry out one mutation and gives what its only field gave. */
export async function mutate<Result>(
  hub: URL,
  { query, variables }: { readonly query: string; readonly variables: object },
  token: string | undefined,
): Promise<Result> {
  const response = await fetch(hubPath(hub, 'graphql'), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
    redirect: 'error',
    signal: AbortSignal.timeout(DEADLINE),
  }).catch(() => {
    throw new CommandError(
      'UNAVAILABLE',
      `The hub at ${hub.origin} does not answer.`,
      EXIT.unavailable,
    );
  });
  const { data, errors, code } = (await response.json().catch(() => ({}))) as {
    data?: Readonly<Record<string, Result | null>> | null;
    errors?: readonly { message: string; extensions?: { code?: string } }[];
    code?: string;
  };
  const [result] = Object.values(data ?? {});
  if (result) return result;
  const reported = errors?.[0]?.extensions?.code ?? code ?? 'UNAVAILABLE';
  const message = errors?.[0]?.message ?? `The hub answered with status ${response.status}.`;
  const isOurs = CALLER_ERRORS.has(reported);
  throw new CommandError(reported, message, isOurs ? EXIT.badInput : EXIT.unavailable);
}

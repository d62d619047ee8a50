import { sendToHub } from './hub.ts';
import { CommandError, EXIT } from './terminal.ts';

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
  const { data, errors, code, status } = await sendToHub<Readonly<Record<string, Result | null>>>(
    hub,
    query,
    variables,
    token,
  );
  const [result] = Object.values(data ?? {});
  if (result) return result;
  const reported = errors?.[0]?.extensions?.code ?? code ?? 'UNAVAILABLE';
  const message = errors?.[0]?.message ?? `The hub answered with status ${status}.`;
  const isOurs = CALLER_ERRORS.has(reported);
  throw new CommandError(reported, message, isOurs ? EXIT.badInput : EXIT.unavailable);
}

import { errorEntry } from '../../lib/errors/table.ts';
import { CommandError, EXIT } from './terminal.ts';

/** How long a hub may take to answer, in milliseconds. */
const DEADLINE = 30_000;

/** The hub named on the command line, else the one that this machine would serve. */
export function hubAddress(hub?: string): URL {
  const port = process.env['PORT'] ?? '4000';
  const text = hub ?? process.env['PUBLIC_URL'] ?? `http://localhost:${port}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new CommandError('USAGE', `--hub ${text} is not an http or https address.`);
  return url;
}

/** A path of the hub, also of one that is served below a path. */
export const hubPath = (hub: URL, path: string): URL =>
  new URL(path, hub.href.endsWith('/') ? hub.href : `${hub.href}/`);

/** What a hub answered: data, or why there are none; `code` is that of a problem document. */
interface HubAnswer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { message: string; extensions?: { code?: string } }[];
  readonly code?: string;
  readonly status: number;
}

/** Sends a hub one operation. @throws CommandError when it does not answer */
export async function sendToHub<Data>(
  hub: URL,
  query: string,
  variables: object,
  token?: string,
): Promise<HubAnswer<Data>> {
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
  const answer = (await response.json().catch(() => ({}))) as Omit<HubAnswer<Data>, 'status'>;
  return { ...answer, status: response.status };
}

/** Asks a hub by GraphQL. @throws CommandError that tells bad input from a hub that cannot */
export async function queryHub<Data>(
  hub: URL,
  query: string,
  variables: object,
  token?: string,
): Promise<Data> {
  const answer = await sendToHub<Data>(hub, query, variables, token);
  const { data, errors } = answer;
  if (data && (errors === undefined || errors.length === 0)) return data;
  throw refusalOf(answer);
}

/** Why a hub gave no data, with the exit code that tells bad input from a hub that cannot. */
export function refusalOf({ errors, code: problem, status }: HubAnswer<unknown>): CommandError {
  const code = errors?.[0]?.extensions?.code ?? problem ?? 'UNAVAILABLE';
  const message = errors?.[0]?.message ?? `The hub answered with status ${status}.`;
  return new CommandError(code, message, errorEntry(code)?.exit ?? EXIT.unavailable);
}

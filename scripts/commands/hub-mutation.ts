import { refusalOf, sendToHub } from './hub.ts';

/** Has a hub carry out one mutation and gives what its only field gave. @throws CommandError */
export async function mutate<Result>(
  hub: URL,
  { query, variables }: { readonly query: string; readonly variables: object },
  token: string | undefined,
): Promise<Result> {
  const answer = await sendToHub<Readonly<Record<string, Result | null>>>(
    hub,
    query,
    variables,
    token,
  );
  const [result] = Object.values(answer.data ?? {});
  if (result) return result;
  throw refusalOf(answer);
}

import type { QuestionProduct } from '../../schema/generated/question.ts';
import type { Folded } from './certificate.ts';
import { scopeOf } from './certificate.ts';
import type { Code } from './codes.ts';
import { effectOf } from './codes.ts';
import type { Matcher } from './conventions.ts';
import { identified } from './conventions.ts';

/** §0: "again for every product that X may be": all combinations of what the entries name. */
export function* products(
  x: QuestionProduct,
  entries: readonly Matcher[],
  folded: Folded,
): Generator<QuestionProduct> {
  const named = (property: keyof Matcher): string[] => [
    ...new Set(entries.flatMap((entry) => entry[property] ?? [])),
  ];
  const within = (dimension: 'hs' | 'models' | 'keys') => (value: string) =>
    scopeOf(folded, dimension, value).now;
  // "with each longer hs that starts with X.hs in its place; where X has no hs, ... added"
  const codes = named('hs')
    .filter((hs) => x.hs === undefined || (hs.startsWith(x.hs) && hs.length > x.hs.length))
    .filter(within('hs'));
  const models = x.model === undefined ? named('model').filter(within('models')) : [];
  const keys = (x.keys ?? []).length === 0 ? named('key').filter(within('keys')) : [];
  for (const hs of [x.hs, ...codes])
    for (const model of [x.model, ...models])
      for (const key of [undefined, ...keys])
        yield {
          ...x,
          ...(hs === undefined ? {} : { hs }),
          ...(model === undefined ? {} : { model }),
          ...(key === undefined ? {} : { keys: [key] }),
        };
}

/** §0: "The outcome is the code the test reports first, or none." */
export function outcome(
  x: QuestionProduct,
  may: Iterable<QuestionProduct>,
  test: (y: QuestionProduct) => Code | undefined,
): Code | undefined {
  const own = test(x);
  if (!identified(x)) return own;
  const outcomes = [own, ...Array.from(may, test)];
  // "The same each time: that; a neg code each time: that for X itself; else ..."
  if (outcomes.every((code) => code === own)) return own;
  if (outcomes.every((code) => code !== undefined && effectOf(code) === 'neg')) return own;
  return 'PRODUCT_CODE_TOO_COARSE';
}

import type { ScopeLists } from '../../../../schema/generated/facts.ts';
import { surely } from '../closer.ts';
import type { Findings } from '../findings.ts';
import { isUnlimited, type ScopeEntry, judgeScope } from '../timeline/certificate-state.ts';
import type { DecisionContext } from '../context.ts';
import type { ReasonCode } from '../reasons.ts';

type Scope = readonly ScopeEntry[];

/** RULE §2: the product as far as the question describes it. */
export function productScope({ fold: state, product }: DecisionContext, found: Findings): void {
  if (isUnlimited(state)) return;
  const { scope } = state;
  const { hs, model, keys = [] } = product;
  if (hs !== undefined) {
    const test = (code: string): ReasonCode | undefined => outside(scope, 'hs', [code]);
    const closer = longerIn(scope, hs).map((longer) => ({ hs: longer }));
    const code = surely(test(hs), closer, (one) => test(one.hs ?? hs));
    if (code !== undefined) found.add(code);
  }
  const codes = [
    model !== undefined && outside(scope, 'models', [model]),
    keys.length > 0 && outside(scope, 'keys', keys),
  ];
  for (const code of codes) if (code) found.add(code);
}

/** RULE §2: the codes of the scope that are longer than the product's and start with it. */
const longerIn = (scope: Scope, hs: string): readonly string[] =>
  scope.flatMap(({ lists }) =>
    (lists.hs ?? []).filter((entry) => entry.length > hs.length && entry.startsWith(hs)),
  );

/** RULE §2: one of the values must be in scope. */
function outside(
  scope: Scope,
  dimension: keyof ScopeLists,
  values: readonly string[],
): 'CERT_SCOPE_REDUCED' | 'CERT_SCOPE_MISMATCH' | undefined {
  const judgements = values.map((value) => judgeScope(scope, dimension, value));
  if (judgements.includes('IN')) return undefined;
  return judgements.includes('REDUCED') ? 'CERT_SCOPE_REDUCED' : 'CERT_SCOPE_MISMATCH';
}

/** RULE §2: the site of production. */
export function site({ fold: state, product }: DecisionContext, found: Findings): void {
  if (product.site === undefined || isUnlimited(state)) return;
  if (judgeScope(state.scope, 'sites', product.site) !== 'IN') found.add('CERT_SITE_NOT_COVERED');
}

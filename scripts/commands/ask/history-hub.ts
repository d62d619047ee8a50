import type { Locale } from './answer-text.ts';
import { hubAddress, queryHub } from '../hub.ts';
import type { HistoryLine } from './history-text.ts';

/** A history as it is asked for; days are civil dates, both inclusive. */
export interface HistoryQuestion {
  readonly certificate: string;
  readonly issuer?: string;
  readonly market: string;
  readonly from: string;
  readonly to: string;
  readonly knownAt?: string;
  readonly purpose?: 'REGULATORY' | 'VOLUNTARY';
  readonly product?: { readonly hs: string };
}

const QUERY = `query History(
  $certificate: String!, $issuer: ID, $market: TerritoryCode!, $from: Date!, $to: Date!,
  $knownAt: DateTime, $purpose: Purpose, $product: ProductInput, $locale: Locale!
) {
  recognitionHistory(
    certificate: $certificate, issuer: $issuer, market: $market, from: $from, to: $to,
    knownAt: $knownAt, purpose: $purpose, product: $product
  ) {
    intervals {
      from to status reasons { code message(locale: $locale) }
      routeKind route { id } annex { id } accepts { object upToLevel }
    }
  }
}`;

interface Named {
  readonly id: string;
}

interface Interval extends Omit<HistoryLine, 'reasons' | 'route' | 'annex' | 'accepts'> {
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
  readonly routeKind: 'AGREEMENT' | 'DOMESTIC' | 'NONE';
  readonly route: Named | null;
  readonly annex: Named | null;
  readonly accepts: { readonly object: string; readonly upToLevel: string | null } | null;
}

/** A history from a hub, with the texts of its reasons by code. */
export async function hubHistory(
  question: HistoryQuestion,
  hub: string | undefined,
  locale: Locale,
): Promise<{ readonly stretches: HistoryLine[]; readonly texts: ReadonlyMap<string, string> }> {
  const { recognitionHistory } = await queryHub<{
    readonly recognitionHistory: { readonly intervals: readonly Interval[] };
  }>(hubAddress(hub), QUERY, { ...question, locale });
  const { intervals } = recognitionHistory;
  const told = intervals.flatMap(({ reasons }) => reasons);
  return {
    stretches: intervals.map(historyLine),
    texts: new Map(told.map(({ code, message }) => [code, message])),
  };
}

const historyLine = ({ from, to, status, reasons, accepts, ...route }: Interval): HistoryLine => ({
  from,
  to,
  status,
  reasons: reasons.map(({ code }) => code),
  route: route.routeKind === 'DOMESTIC' ? route.routeKind : (route.route?.id ?? null),
  annex: route.annex?.id ?? null,
  accepts: accepts && {
    object: accepts.object,
    ...(accepts.upToLevel === null ? {} : { upToLevel: accepts.upToLevel }),
  },
});

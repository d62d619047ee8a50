import type { Locale, Messages } from './answer-text.ts';

/** A stretch of days with one answer, wherever it was worked out; reasons are codes. */
export interface HistoryLine {
  readonly from: string;
  readonly to: string;
  readonly status: string;
  readonly reasons: readonly string[];
  readonly route: string | null;
  readonly annex: string | null;
  readonly accepts: { readonly object: string; readonly upToLevel?: string } | null;
}

const WORDS = {
  en: { in: 'in', upTo: 'up to' },
  zh: { in: '→', upTo: '最高至' },
} as const satisfies Record<Locale, Record<string, string>>;

/** A history for people: one stretch a line, with its reasons below. */
export function historyText(
  certificate: string,
  market: string,
  stretches: readonly HistoryLine[],
  messages: Messages,
  locale: Locale,
): string {
  const words = WORDS[locale];
  const lines = stretches.flatMap(({ from, to, status, reasons, route, annex, accepts }) => [
    [
      `${from} .. ${to}  ${status}`,
      ...(route === null ? [] : [`${route}${annex === null ? '' : ` ${annex}`}`]),
      ...(accepts?.upToLevel === undefined ? [] : [`${words.upTo} ${accepts.upToLevel}`]),
    ].join('  '),
    ...reasons.map((code) => `    ${code}  ${messages(code, locale)}`),
  ]);
  return [`${certificate} ${words.in} ${market}`, ...lines].join('\n');
}

import type { ExplanationView, GateView } from './explanation-text.ts';

/** The fragment that brings an explanation, with texts in `$locale`. */
export const EXPLANATION = `fragment Explained on Explanation {
  gates { ...Gate }
  routes { kind agreement { id } annex { id } status gates { ...Gate } miss { ...Gate } }
  conditions { ...Text }
  change { on then { status } gone { ...Text } come { ...Text } }
}
fragment Gate on GateReport {
  number gate outcome reasons { ...Text } reliedOn { kind id digest }
}
fragment Text on Reason { code message(locale: $locale) }`;

interface Text {
  readonly code: string;
  readonly message: string;
}

type Gate = Omit<GateView, 'reasons'> & { readonly reasons: readonly Text[] };

interface Named {
  readonly id: string;
}

/** An explanation as a hub gives it. */
export interface HubExplanation {
  readonly gates: readonly Gate[];
  readonly routes: readonly {
    readonly kind: 'AGREEMENT' | 'DOMESTIC' | 'NONE';
    readonly agreement: Named | null;
    readonly annex: Named | null;
    readonly status: string;
    readonly gates: readonly Gate[];
    readonly miss: Gate | null;
  }[];
  readonly conditions: readonly Text[];
  readonly change: {
    readonly on: string;
    readonly then: { readonly status: string };
    readonly gone: readonly Text[];
    readonly come: readonly Text[];
  } | null;
}

/** The texts that came with an explanation, by code. */
export function textsOf({ gates, routes, conditions, change }: HubExplanation): [string, string][] {
  const all = [
    ...[...gates, ...routes.flatMap((route) => route.gates)].flatMap(({ reasons }) => reasons),
    ...conditions,
    ...(change?.gone ?? []),
    ...(change?.come ?? []),
  ];
  return all.map(({ code, message }) => [code, message]);
}

const codes = (texts: readonly Text[]): string[] => texts.map(({ code }) => code);
const toldGate = (gate: Gate): GateView => ({ ...gate, reasons: codes(gate.reasons) });

/** The explanation in the terms in which it is printed. */
export const toldOf = ({ gates, routes, conditions, change }: HubExplanation): ExplanationView => ({
  gates: gates.map(toldGate),
  routes: routes.map(({ kind, agreement, annex, status, ...route }) => ({
    route: kind === 'DOMESTIC' ? kind : (agreement?.id ?? null),
    annex: annex?.id ?? null,
    status,
    gates: route.gates.map(toldGate),
    miss: route.miss && toldGate(route.miss),
  })),
  conditions: codes(conditions),
  change: change && {
    on: change.on,
    status: change.then.status,
    gone: codes(change.gone),
    come: codes(change.come),
  },
});

import type { Locale, Messages } from './answer-text.ts';

/** What a gate did, as GraphQL and the decision name it. */
type GateOutcome = 'PASSED' | 'CONDITION' | 'UNKNOWN' | 'FAILED';

/** One gate, in plain terms. */
export interface GateView {
  readonly number: number;
  readonly gate: string;
  readonly outcome: GateOutcome;
  readonly reasons: readonly string[];
  readonly reliedOn: readonly {
    readonly kind: string;
    readonly id: string;
    readonly digest: string;
  }[];
}

/** One route, in plain terms; without an agreement it is the domestic one. */
export interface RouteView {
  readonly route: string | null;
  readonly annex: string | null;
  readonly status: string;
  readonly gates: readonly GateView[];
  readonly miss: GateView | null;
}

/** An explanation, wherever it was made; reasons are codes. */
export interface ExplanationView {
  readonly gates: readonly GateView[];
  readonly routes: readonly RouteView[];
  readonly conditions: readonly string[];
  readonly change: {
    readonly on: string;
    readonly status: string;
    readonly gone: readonly string[];
    readonly come: readonly string[];
  } | null;
}

const WORDS = {
  en: {
    conditions: 'conditions to meet',
    change: 'on',
    becomes: 'it becomes',
    come: 'new',
    gone: 'gone',
    gates: 'gates of the certificate',
    route: 'route',
    domestic: 'domestic',
    none: 'not known (agreements could not be read)',
    miss: 'missed at gate',
    facts: 'facts relied on (SHA-256 of the record)',
  },
  zh: {
    conditions: '须满足的条件',
    change: '自',
    becomes: '起变为',
    come: '新增',
    gone: '消失',
    gates: '证书各关',
    route: '途径',
    domestic: '国内',
    none: '未知（无法读取协定）',
    miss: '止于第',
    facts: '所依据的事实（记录的 SHA-256）',
  },
} as const satisfies Record<Locale, Record<string, string>>;

const MARKS: Readonly<Record<GateOutcome, string>> = {
  PASSED: '+',
  CONDITION: '~',
  UNKNOWN: '?',
  FAILED: 'x',
};

/** Widest name of a gate: ACCREDITATION. */
const GATE_WIDTH = 13;

/** How an answer came about, for people: to be printed below the answer. */
export function explanationText(told: ExplanationView, messages: Messages, locale: Locale): string {
  const words = WORDS[locale];
  const { gates, routes, conditions, change } = told;
  const reasonLine = (code: string): string => `${code}  ${messages(code, locale)}`;
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [`  ${title}:`, ...lines.map((line) => `    ${line}`)];
  const routeTitle = ({ route, annex, status, miss }: RouteView): string => {
    const name = route === 'DOMESTIC' ? words.domestic : (route ?? words.none);
    const missed = miss === null ? '' : `, ${words.miss} ${miss.number} ${miss.gate}`;
    return `${words.route} ${name}${annex === null ? '' : ` ${annex}`}: ${status}${missed}`;
  };
  return [
    ...section(words.conditions, conditions.map(reasonLine)),
    ...(change === null
      ? []
      : section(`${words.change} ${change.on} ${words.becomes} ${change.status}`, [
          ...change.come.map((code) => `${words.come}: ${reasonLine(code)}`),
          ...change.gone.map((code) => `${words.gone}: ${reasonLine(code)}`),
        ])),
    ...section(
      words.gates,
      gates.flatMap((gate) => gateLines(gate, reasonLine)),
    ),
    ...routes.flatMap((route) =>
      section(
        routeTitle(route),
        route.gates.flatMap((gate) => gateLines(gate, reasonLine)),
      ),
    ),
    ...section(words.facts, factLines(told)),
  ].join('\n');
}

const gateLines = (
  { number, gate, outcome, reasons, reliedOn }: GateView,
  reasonLine: (code: string) => string,
): string[] => {
  const facts = reliedOn.map(({ kind, id }) => `${kind} ${id}`).join(', ');
  return [
    `${MARKS[outcome]} ${String(number).padStart(2)} ${gate.padEnd(GATE_WIDTH)}  ${facts}`.trimEnd(),
    ...reasons.map((code) => `       ${reasonLine(code)}`),
  ];
};

/** Every fact once, in the order of its first use. */
function factLines({ gates, routes }: ExplanationView): string[] {
  const all = [...gates, ...routes.flatMap((route) => route.gates)].flatMap(
    ({ reliedOn }) => reliedOn,
  );
  return [...new Set(all.map(({ kind, id, digest }) => `${digest}  ${kind} ${id}`))];
}

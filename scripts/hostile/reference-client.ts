import type { Calls, Reply } from './calls.ts';

const NUMBERS = ['ANSSI-CC-2023/42', 'BSI-DSZ-CC-0683-2014', 'nothing of this name'];
const MARKETS = ['US', 'DE', 'NZ'];
const ASK = `query ($n: String!, $m: TerritoryCode!) {
  recognition(question: { certificate: $n, market: $m, asOf: "2024-01-10" }) {
    status reasons { code } certificate { number level }
  }
}`;
const QUESTIONS = NUMBERS.flatMap((n) => MARKETS.map((m) => ({ n, m })));

/** What the honest client counts of a phase. */
interface Tally {
  readonly ask: (number: number) => Promise<void>;
  readonly outcome: (most: number) => {
    faults: number;
    shown: string[];
    refused: number;
    indeterminate: number;
  };
}

/** Asks ordinary questions, and knows what is answered when nobody disturbs the hub. */
export class ReferenceClient {
  readonly #calls: Calls;
  readonly #expected = new Map<number, string>();

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  #ask(index: number): Promise<Reply> {
    return this.#calls.graphql(ASK, QUESTIONS[index]);
  }

  /** The answer of a quiet hub: the first that is given, since every run begins in good company. */
  tally(): Tally {
    const counts = { faults: 0, refused: 0, indeterminate: 0 };
    const shown: string[] = [];
    return {
      ask: async (number) => {
        const index = number % QUESTIONS.length;
        const { status, text } = await this.#ask(index);
        if (status === 503) counts.refused += 1;
        else if (status === 200 && text === this.#expect(index, text)) return;
        else if (text.includes('INDETERMINATE')) counts.indeterminate += 1;
        else counts.faults += 1;
        shown.push(`${status} ${text.slice(0, 300)}`);
      },
      outcome: (most) => ({ ...counts, shown: shown.slice(0, most) }),
    };
  }

  #expect(index: number, text: string): string {
    const known = this.#expected.get(index) ?? text;
    this.#expected.set(index, known);
    return known;
  }
}

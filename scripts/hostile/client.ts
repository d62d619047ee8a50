/** One client, in a process of its own: told by messages whom to ask, how, and until when. */
import { attacksOf } from './attacks/index.ts';
import type { Target, Tokens } from './attack.ts';
import { Calls } from './calls.ts';
import { ReferenceClient } from './reference-client.ts';
import { onSchedule } from './schedule.ts';

/** Milliseconds between two requests of the honest client, and of each client beside it. */
const HONEST_MS = 50;
const COMPANY_MS = 200;
/** Faults shown of one attack. */
const MAX_SHOWN = 5;

/** Who a client is. */
export interface Role {
  readonly origin: string;
  readonly target: Target;
  readonly tokens: Tokens;
  /** Number of a client beside the honest one; absent: the honest one itself. */
  readonly client?: number;
}

/** A phase of the run: in good or in bad company, until a moment of the wall clock. */
export interface Phase {
  readonly company: 'good' | 'bad';
  readonly until: number;
}

/** What came of a phase, for one kind of request. */
export interface Outcome {
  readonly name: string;
  readonly sent: number;
  readonly times: readonly number[];
  readonly faults: number;
  readonly shown: readonly string[];
  /** Of the honest client: answers that were refused for load, and those that say nobody knows. */
  readonly refused?: number;
  readonly indeterminate?: number;
}

const addressOf = (client: number): string => `127.0.0.${2 + client}`;

/** Makes what a client does in a phase. */
function phasesOf({ origin, target, tokens, client }: Role): (phase: Phase) => Promise<Outcome[]> {
  const honest = new ReferenceClient(new Calls(origin, addressOf(client ?? 100)));
  if (client === undefined)
    return async ({ until }) => {
      const tally = honest.tally();
      const { sent, times } = await onSchedule({ until, everyMs: HONEST_MS, atOnce: 1 }, tally.ask);
      return [{ name: 'honest', sent, times, ...tally.outcome(MAX_SHOWN) }];
    };
  const attacks = attacksOf(client).map((attack) => ({
    attack,
    calls: new Calls(origin, addressOf(client), attack.token && tokens[attack.token]),
  }));
  return async ({ company, until }) =>
    Promise.all(
      attacks.map(async ({ attack: { name, run, atOnce = 1 }, calls }) => {
        const tally = honest.tally();
        const shown: string[] = [];
        let faults = 0;
        const send = async (number: number): Promise<void> => {
          if (company === 'good') return tally.ask(number);
          const verdict = await run(calls, target, number);
          if (verdict === undefined) return;
          faults += 1;
          if (shown.length < MAX_SHOWN) shown.push(verdict);
        };
        const everyMs = COMPANY_MS * attacks.length * atOnce;
        const { sent, times } = await onSchedule({ until, everyMs, atOnce }, send);
        return company === 'good'
          ? { name, sent, times, ...tally.outcome(MAX_SHOWN) }
          : { name, sent, times, faults, shown };
      }),
    );
}

let run: ReturnType<typeof phasesOf> | undefined;
process.on('message', (message: { readonly role: Role } | { readonly phase: Phase }) => {
  if ('role' in message) run = phasesOf(message.role);
  else void run?.(message.phase).then((outcomes) => process.send?.(outcomes));
});

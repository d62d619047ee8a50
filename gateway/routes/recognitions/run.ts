import type { Answer, Question } from '../../../schema/generated/question.ts';
import type { Recognise } from '../../../subgraphs/agreements/recognise.ts';
import { DocumentError, fault, shown, type DocumentFault } from '../../../facts/model/fault.ts';
import { BusyError } from '../../../lib/deadline.ts';
import { territoryHint } from '../../../facts/model/territory-hint.ts';
import { TooSlow } from '../../limits/pace.ts';
import type { Problem } from '../../../lib/errors/problem.ts';
import type { Defaults, Row } from './read.ts';

/** Rows of one manifest at most. */
export const MAX_ROWS = 100_000;
/** Questions answered together. */
const BATCH = 500;

/** Outcome of a row. */
export type RowResult =
  | { readonly row: number; readonly question: Question; readonly answer: Answer }
  | { readonly row: number; readonly faults: readonly DocumentFault[] };

/** The end of a run. */
export interface Summary extends Defaults {
  /** Number of the last row dealt with. */
  readonly rows: number;
  /** Rows before the first one dealt with. */
  readonly after: number;
  readonly answered: number;
  readonly faults: number;
  readonly counts: Readonly<Record<Answer['status'], number>>;
  /** False: the run ended early, and goes on after `rows`. */
  readonly complete: boolean;
  /** Why it ended early. */
  readonly error?: { readonly code: string; readonly message: string };
}

export interface RunOptions extends Defaults {
  readonly after: number;
  readonly recognise: Recognise;
  /** Whether a market code stands for anything. */
  readonly isTerritory: (code: string) => Promise<boolean>;
  /** True when the hub is about to stop. */
  readonly isEnding: () => boolean;
  /** Counts questions before they are answered; what it returns ends the run. */
  readonly refusal?: (questions: readonly Question[]) => Problem | undefined;
}

/**
 * Answers the rows in order, a batch at a time, never reading ahead of who takes the answers. A bad
 * row has its faults and stops nothing; the last thing given is the summary.
 */
export async function* answerRows(
  rows: AsyncIterable<readonly Row[]>,
  options: RunOptions,
): AsyncGenerator<readonly RowResult[], Summary> {
  const { after, asOf, knownAt } = options;
  const counts = {
    RECOGNISED: 0,
    RECOGNISED_WITH_CONDITIONS: 0,
    NOT_RECOGNISED: 0,
    INDETERMINATE: 0,
  };
  let [last, answered, faults] = [after, 0, 0];
  let error: Summary['error'];
  try {
    for await (const batch of batches(rows)) {
      const within = batch.filter(({ row }) => row <= MAX_ROWS);
      const refused = options.refusal?.(within.flatMap(({ question }) => question ?? []));
      if (refused) {
        error = { code: refused.code, message: `${refused.message} Go on with after=${last}.` };
        break;
      }
      const results = await answerBatch(within, options);
      for (const result of results)
        if ('answer' in result) {
          answered += 1;
          counts[result.answer.status] += 1;
        } else faults += 1;
      last = results.at(-1)?.row ?? last;
      yield results;
      if (within.length < batch.length)
        error = {
          code: 'TOO_MANY_ROWS',
          message: `A manifest has at most ${MAX_ROWS} rows. Split it.`,
        };
      else if (options.isEnding())
        error = { code: 'UNAVAILABLE', message: `The hub is stopping. Go on with after=${last}.` };
      if (error) break;
    }
  } catch (failure) {
    error = endedBy(failure, last);
  }
  return {
    rows: last,
    after,
    answered,
    faults,
    counts,
    asOf,
    knownAt,
    complete: error === undefined,
    ...(error ? { error } : {}),
  };
}

/** Why nothing more can be read. */
function endedBy(failure: unknown, last: number): Summary['error'] {
  if (failure instanceof TooSlow)
    return { code: 'REQUEST_TIMEOUT', message: `${failure.message} Go on with after=${last}.` };
  if (failure instanceof BusyError)
    return { code: failure.code, message: `The hub is busy. Go on with after=${last} in a while.` };
  if (!(failure instanceof DocumentError)) throw failure;
  const { code, message, line } = failure.fault;
  return { code, message: line === undefined ? message : `line ${line}: ${message}` };
}

/** Rows by the batch; those before a place where reading cannot go on are still given. */
async function* batches(rows: AsyncIterable<readonly Row[]>): AsyncGenerator<readonly Row[]> {
  let waiting: Row[] = [];
  let failure: unknown;
  try {
    for await (const some of rows) {
      waiting.push(...some);
      while (waiting.length >= BATCH) {
        yield waiting.slice(0, BATCH);
        waiting = waiting.slice(BATCH);
      }
    }
  } catch (error) {
    if (!(error instanceof DocumentError || error instanceof TooSlow)) throw error;
    failure = error;
  }
  if (waiting.length > 0) yield waiting;
  if (failure instanceof Error) throw failure;
}

async function answerBatch(
  rows: readonly Row[],
  { recognise, isTerritory }: RunOptions,
): Promise<RowResult[]> {
  const checked = await Promise.all(
    rows.map(async (row): Promise<Row> => {
      if (!row.question || (await isTerritory(row.question.market))) return row;
      const what = `${shown(row.question.market)} is no territory or market known to the hub${territoryHint(row.question.market)}`;
      return {
        row: row.row,
        question: null,
        faults: [fault('QUESTION_INVALID', '$.market', what)],
      };
    }),
  );
  const questions = checked.flatMap(({ question }) => question ?? []);
  const recognised = questions.length === 0 ? [] : await recognise(questions);
  let next = 0;
  return checked.map(({ row, question, faults }): RowResult => {
    if (!question) return { row, faults };
    const found = recognised[next++];
    if (!found) throw new RangeError('A question was left unanswered.');
    return { row, question, answer: found.answer };
  });
}

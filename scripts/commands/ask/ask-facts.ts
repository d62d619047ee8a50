import { readFile } from 'node:fs/promises';
import type { Answer, Question } from '../../../schema/generated/question.ts';
import {
  decide,
  explain,
  type Explanation,
  type GateReport,
  type Reason,
  REASONS,
} from '../../../subgraphs/agreements/decision/index.ts';
import { digestOf, faultLine, type QuestionReading } from '../../../facts/index.ts';
import type { TableOptions } from '../../../facts/document/table/table.ts';
import { HubError } from '../../../lib/errors/hub-error.ts';
import { answerTable } from './answer-table.ts';
import { parseQuestion, questionsIn } from './questions.ts';
import { answerText, type Locale } from './answer-text.ts';
import { badDocument, compileFacts, type Compiled } from './facts-file.ts';
import { explanationText, type ExplanationView, type GateView } from './explanation-text.ts';
import { CommandError, EXIT, print } from '../terminal.ts';

export interface PureOptions {
  readonly facts: string;
  readonly question?: string;
  readonly questions?: string;
  readonly json: boolean;
  readonly locale: Locale;
  /** Of questions: what rows mean that do not say so. */
  readonly asOf?: string | undefined;
  readonly knownAt?: string | undefined;
  readonly purpose?: string | undefined;
  /** How questions are to be read, if they are a table. */
  readonly table?: TableOptions | undefined;
  /** File for the answers; absent: standard output. */
  readonly output?: string | undefined;
}

/** Answers questions over a facts document: no server, no store, no clock. */
export async function askFacts(options: PureOptions): Promise<number> {
  const compiled = await compileFacts(options.facts);
  if (options.questions !== undefined) return answerAll(compiled, options.questions, options);
  const { question, faults } = await onlyQuestion(options.question ?? '');
  if (!question) throw invalid(faults, options.question ?? '');
  const answer = decide(compiled, question);
  await print(
    options.json
      ? JSON.stringify(withTimes(question, answer))
      : [
          answerText(question, answer, messageOf, options.locale),
          explanationText(toldOf(explained(compiled, question)), messageOf, options.locale),
        ].join('\n'),
  );
  return answer.status.startsWith('RECOGNISED') ? EXIT.done : EXIT.no;
}

const explained = (compiled: Compiled, question: Question): Explanation =>
  explain(compiled, question, undefined, (_, record) => digestOf(record));

const codes = (reasons: readonly Reason[]): string[] => reasons.map(({ code }) => code);

const toldGate = ({ number, name, result, reasons, facts }: GateReport): GateView => ({
  number,
  gate: name,
  outcome: result,
  reasons: codes(reasons),
  reliedOn: facts.map(({ kind, id, digest = '' }) => ({ kind, id, digest })),
});

const toldOf = ({ gates, routes, conditions, change }: Explanation): ExplanationView => ({
  gates: gates.map(toldGate),
  routes: routes.map(({ miss, ...route }) => ({
    ...route,
    gates: route.gates.map(toldGate),
    miss: miss && toldGate(miss),
  })),
  conditions: codes(conditions),
  change: change && {
    on: change.on,
    status: change.then.status,
    gone: codes(change.gone),
    come: codes(change.new),
  },
});

async function onlyQuestion(file: string): Promise<QuestionReading> {
  const text = await readFile(file).catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown cause';
    throw new CommandError('DOC_UNREADABLE', `${file} cannot be read (${code}).`);
  });
  return parseQuestion(text);
}

function invalid(faults: QuestionReading['faults'], file: string): CommandError {
  const text = faults.map((found) => faultLine({ ...found, file })).join('\n');
  return new CommandError(faults[0]?.code ?? 'QUESTION_INVALID', text);
}

/** An answer a line, in the order of the questions; a bad line gets an error in its place. */
async function answerAll(compiled: Compiled, file: string, options: PureOptions): Promise<number> {
  const { output } = options;
  const table = output === undefined ? null : answerTable(output);
  if (output !== undefined && !table)
    throw new CommandError('USAGE', 'With --facts, -o names a .csv or .xlsx file.');
  let exit: number = EXIT.done;
  try {
    for await (const read of questionsIn(file, options)) {
      const answers = read.map(({ question, faults, line }) => {
        if (question) return { question, answer: withTimes(question, decide(compiled, question)) };
        exit = EXIT.badInput;
        return { question: null, answer: { error: errorOf(faults, line) } };
      });
      if (!table) await print(answers.map(({ answer }) => JSON.stringify(answer)).join('\n'));
      else
        for (const { question, answer } of answers)
          await table.add({
            certificate: question?.certificate,
            market: question?.market,
            ...answer,
          });
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== undefined && !(error instanceof HubError))
      throw new CommandError('DOC_UNREADABLE', `${file} cannot be read (${code}).`);
    throw badDocument(error);
  } finally {
    await table?.end();
  }
  return exit;
}

function errorOf(faults: QuestionReading['faults'], line: number): object {
  return {
    code: faults[0]?.code ?? 'QUESTION_INVALID',
    message: faults.map(({ path, message }) => `${path}: ${message}`).join(' '),
    line,
  };
}

/** The answer with the day and the knowledge it holds for; `null`: everything recorded counted. */
function withTimes(question: Question, answer: Answer): object {
  return { ...answer, asOf: question.asOf, knownAt: question.knownAt ?? null };
}

const TEXTS = new Map<string, { en: string; zh: string }>(
  Object.values(REASONS).map((reason) => [reason.code, reason]),
);
const messageOf = (code: string, locale: Locale): string => TEXTS.get(code)?.[locale] ?? code;

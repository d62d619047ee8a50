import { createReadStream } from 'node:fs';
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
import {
  digestOf,
  faultLine,
  JsonFault,
  lines,
  MAX_LINE_BYTES,
  parseStrictJson,
  readQuestion,
  utf8Chunks,
  type QuestionReading,
} from '../../../facts/index.ts';
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
}

/** Answers questions over a facts document: no server, no store, no clock. */
export async function askFacts(options: PureOptions): Promise<number> {
  const compiled = await compileFacts(options.facts);
  if (options.questions !== undefined) return answerAll(compiled, options.questions);
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

/** Strict JSON first: two members of one name would make it two questions. */
function parseQuestion(text: Buffer, line?: number): QuestionReading {
  try {
    const marked = text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf;
    return readQuestion(parseStrictJson(marked ? text.subarray(3) : text), line);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const { code, path, message } = error;
    const place = line === undefined ? {} : { line };
    return { question: null, faults: [{ code, path, message: `${message}.`, ...place }] };
  }
}

function invalid(faults: QuestionReading['faults'], file: string): CommandError {
  const text = faults.map((found) => faultLine({ ...found, file })).join('\n');
  return new CommandError(faults[0]?.code ?? 'QUESTION_INVALID', text);
}

/** One JSON answer a line, in the order of the questions; a bad line gets an error in its place. */
async function answerAll(compiled: Compiled, file: string): Promise<number> {
  let exit: number = EXIT.done;
  try {
    for await (const found of lines(utf8Chunks(createReadStream(file), file))) {
      const answers: string[] = [];
      for (const { number, bytes } of found) {
        if (bytes?.every((byte) => byte === 32 || byte === 9)) continue;
        const { question, faults } = bytes ? parseQuestion(bytes, number) : tooLong(number);
        if (question) answers.push(JSON.stringify(withTimes(question, decide(compiled, question))));
        else {
          exit = EXIT.badInput;
          answers.push(JSON.stringify({ error: errorOf(faults, number) }));
        }
      }
      if (answers.length > 0) await print(answers.join('\n'));
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== undefined && !(error instanceof CommandError))
      throw new CommandError('DOC_UNREADABLE', `${file} cannot be read (${code}).`);
    throw badDocument(error);
  }
  return exit;
}

const tooLong = (line: number): QuestionReading => ({
  question: null,
  faults: [
    {
      code: 'DOC_TOO_LARGE',
      path: '$',
      line,
      message: `the line is longer than ${MAX_LINE_BYTES} bytes.`,
    },
  ],
});

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

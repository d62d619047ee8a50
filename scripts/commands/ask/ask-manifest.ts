import { createReadStream, createWriteStream } from 'node:fs';
import { open, truncate } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { SingleBar } from 'cli-progress';
import { hubAddress, hubPath } from '../hub.ts';
import { tableFormat } from '../../../facts/document/table/tables.ts';
import type { TableOptions } from '../../../facts/document/table/table.ts';
import { answerTable, type AnswerLine, type AnswerTable } from './answer-table.ts';
import { sheetAsCsv } from './sheet-csv.ts';
import { CommandError, EXIT, print, tell } from '../terminal.ts';

export interface ManifestOptions {
  readonly questions: string;
  readonly hub?: string;
  readonly asOf?: string;
  readonly knownAt?: string;
  /** File for the answers; absent: standard output. */
  readonly output?: string;
  /** Go on with the answers that the file already holds. */
  readonly resume: boolean;
  /** How the questions are to be read, if they are a table. */
  readonly table?: TableOptions | undefined;
}

/** A line of the answers. */
interface Line {
  readonly run?: { readonly asOf: string; readonly knownAt: string };
  readonly row?: number;
  readonly error?: object;
  readonly done?: Done;
}
interface Done {
  readonly rows: number;
  readonly answered: number;
  readonly faults: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly complete: boolean;
  readonly error?: { readonly code: string; readonly message: string };
}

/** Where a run begins. */
interface Start {
  readonly after: number;
  readonly asOf: string | undefined;
  readonly knownAt: string | undefined;
}

/**
 * Sends a manifest of questions (NDJSON or CSV) to a hub and writes the answers as they come: both at
 * once, so that neither side holds more than a few rows.
 */
export async function askManifest(options: ManifestOptions): Promise<number> {
  const { output, resume } = options;
  if (resume && output !== undefined && tableFormat(output) !== null)
    throw new CommandError(
      'USAGE',
      'A table of answers cannot be gone on with: give -o FILE.ndjson.',
    );
  if (resume && output === undefined)
    throw new CommandError('USAGE', 'Give -o FILE with --resume: the answers so far.');
  const start: Start =
    resume && output !== undefined
      ? await endOf(output)
      : { after: 0, asOf: options.asOf, knownAt: options.knownAt };
  const answers = output === undefined ? null : answerTable(output);
  const bar = progressBar(await rowsIn(options.questions), start.after);
  const write = answers
    ? toTable(answers)
    : output === undefined
      ? toStdout
      : toFile(output, resume);
  let done: Done | undefined;
  let [last, faults] = [start.after, 0];
  try {
    const response = await send(options, start);
    for await (const text of createInterface({ input: response, crlfDelay: Infinity })) {
      const line = JSON.parse(text) as Line;
      done = line.done;
      if (line.row !== undefined) last = line.row;
      if (line.error) faults += 1;
      if (!(line.run && start.after > 0)) await write.line(text, line);
      bar.update(last);
    }
  } catch (error) {
    if (error instanceof CommandError) throw error;
  } finally {
    bar.stop();
    await write.end();
  }
  return report(done, last, faults);
}

function report(done: Done | undefined, last: number, faults: number): number {
  const again = 'With -o FILE, the same command with --resume goes on.';
  if (!done)
    throw new CommandError(
      'UNAVAILABLE',
      `The connection ended after row ${last}. ${again}`,
      EXIT.unavailable,
    );
  const counts = Object.entries(done.counts).map(([status, count]) => `${status} ${count}`);
  tell(`${done.answered} answered: ${counts.join(', ')}; ${done.faults} rows with faults`);
  if (done.error?.code === 'UNAVAILABLE')
    throw new CommandError('UNAVAILABLE', `${done.error.message} ${again}`, EXIT.unavailable);
  if (done.error) throw new CommandError(done.error.code, done.error.message);
  return faults > 0 ? EXIT.badInput : EXIT.done;
}

async function send(
  { questions, hub, table }: ManifestOptions,
  start: Start,
): Promise<IncomingMessage> {
  const address = hubPath(hubAddress(hub), 'recognitions');
  const format = tableFormat(questions);
  const { dates, encoding, map } = table ?? {};
  for (const [name, value] of Object.entries({ dates, encoding }))
    if (value !== undefined) address.searchParams.set(name, value);
  if (map !== undefined) address.searchParams.set('map', JSON.stringify(map));
  for (const [name, value] of Object.entries(start))
    if (value !== undefined && value !== 0) address.searchParams.set(name, String(value));
  const request = (address.protocol === 'https:' ? httpsRequest : httpRequest)(address, {
    method: 'POST',
    headers: {
      'content-type': format === null ? 'application/x-ndjson' : 'text/csv',
      accept: 'application/x-ndjson',
    },
  });
  // fetch would not let us read before all is sent; the answers begin with the first rows.
  const body = format === 'xlsx' ? sheetAsCsv(questions) : createReadStream(questions);
  const sent = pipeline(body, request);
  const [response] = (await Promise.race([
    once(request, 'response'),
    sent.then(() => once(request, 'response')),
  ]).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR')
      throw new CommandError('DOC_UNREADABLE', `${questions} cannot be read (${code}).`);
    throw new CommandError(
      'UNAVAILABLE',
      `The hub at ${address.origin} does not answer.`,
      EXIT.unavailable,
    );
  })) as [IncomingMessage];
  sent.catch(() => undefined); // the hub may end early; its last line says why
  if (response.statusCode === 200) return response;
  throw await refusal(response);
}

async function refusal(response: IncomingMessage): Promise<CommandError> {
  let text = '';
  for await (const chunk of response) text += String(chunk);
  const status = response.statusCode ?? 0;
  const problem = (text.startsWith('{') ? JSON.parse(text) : {}) as {
    readonly code?: string;
    readonly detail?: string;
    readonly title?: string;
  };
  const message = problem.detail ?? problem.title ?? `The hub answered with status ${status}.`;
  const ours = status >= 400 && status < 500 && status !== 429;
  return new CommandError(
    problem.code ?? 'UNAVAILABLE',
    message,
    ours ? EXIT.badInput : EXIT.unavailable,
  );
}

/** How far a file of answers goes, and for which day and knowledge; what is cut short is cut off. */
async function endOf(output: string): Promise<Start> {
  let [start, kept, seen]: [Start, number, number] = [
    { after: 0, asOf: undefined, knownAt: undefined },
    0,
    0,
  ];
  const { size } = await (await open(output)).stat().catch(() => ({ size: 0 }));
  for await (const text of createInterface({ input: createReadStream(output) })) {
    seen += Buffer.byteLength(text) + 1;
    if (seen > size) break;
    const line = JSON.parse(text) as Line;
    if (line.run) start = { ...start, ...line.run };
    else if (line.row === undefined) break;
    else start = { ...start, after: line.row };
    kept = seen;
  }
  if (start.knownAt === undefined)
    throw new CommandError('USAGE', `${output} holds no answers of a run to go on with.`);
  await truncate(output, kept);
  return start;
}

async function rowsIn(file: string): Promise<number> {
  if (!process.stderr.isTTY) return 0;
  let rows = 0;
  for await (const chunk of createReadStream(file).on('error', () => undefined))
    for (const byte of chunk as Buffer) if (byte === 10) rows += 1;
  return rows;
}

interface Output {
  line(text: string, line: Line): Promise<void>;
  end(): Promise<void>;
}

const toTable = (table: AnswerTable): Output => ({
  line: async (_, line) => {
    if (line.row !== undefined) await table.add(line as AnswerLine);
  },
  end: () => table.end(),
});

/** Answers only: what is said of the run goes to stderr. */
const toStdout: Output = {
  line: (text, { row }) => (row === undefined ? Promise.resolve() : print(text)),
  end: () => Promise.resolve(),
};

function toFile(path: string, append: boolean): Output {
  const stream = createWriteStream(path, { flags: append ? 'a' : 'w' });
  return {
    line: async (text) => {
      if (!stream.write(`${text}\n`)) await once(stream, 'drain');
    },
    end: async () => {
      stream.end();
      await once(stream, 'close');
    },
  };
}

/** A progress bar on a terminal; nothing elsewhere. */
function progressBar(
  rows: number,
  from: number,
): { update: (row: number) => void; stop: () => void } {
  const stream = process.stderr;
  if (!stream.isTTY) return { update: () => undefined, stop: () => undefined };
  const bar = new SingleBar({
    stream,
    format: 'rows [{bar}] {value} of {total}, {eta} s',
    clearOnComplete: true,
    hideCursor: true,
    barCompleteChar: '#',
    barIncompleteChar: '-',
  });
  bar.start(rows, from);
  return {
    update: (row) => {
      bar.update(row);
    },
    stop: () => {
      bar.stop();
    },
  };
}

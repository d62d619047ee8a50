import { open } from 'node:fs/promises';
import { DocumentError, faultLine, faultText } from '../../../facts/index.ts';
import type { TableOptions } from '../../../facts/document/table/table.ts';
import { batchLines, inLine, LINES_TOGETHER } from './attest-lines.ts';
import type { BatchLine, LineFault } from './attest-lines.ts';
import { RESULT, type AttestationResult } from './attestation-result.ts';
import { mutate } from '../hub-mutation.ts';
import { CommandError, EXIT, print, tell } from '../terminal.ts';

export interface BatchOptions {
  readonly file: string;
  /** How it is to be read, if it is a table. */
  readonly table?: TableOptions | undefined;
  readonly hub: URL;
  readonly token: string | undefined;
  /** File for the results; absent: standard output. */
  readonly output: string | undefined;
}

const MUTATION = `mutation AttestMany($inputs: [IssueAttestationInput!]!) {
  issueAttestations(inputs: $inputs) {${RESULT}
  }
}`;

/** How many lines came to what. */
interface Counts {
  signed: number;
  notRecognised: number;
  bad: number;
}

/**
 * Has a hub sign the recognitions that a file asks for, and writes a JSON result for each line, in order:
 * what the hub gave, or an `error`. A bad line stops nothing.
 */
export async function attestBatch({
  file,
  table,
  hub,
  token,
  output,
}: BatchOptions): Promise<number> {
  const counts: Counts = { signed: 0, notRecognised: 0, bad: 0 };
  const written = await writer(output);
  const settle = async (together: readonly BatchLine[]): Promise<void> => {
    const inputs = together.flatMap(({ request }) => request ?? []);
    const results =
      inputs.length === 0
        ? []
        : await mutate<AttestationResult[]>(hub, { query: MUTATION, variables: { inputs } }, token);
    const next = results.values();
    const texts = together.map(({ line, request, faults }) => {
      const result = request && next.next().value;
      if (result && result.__typename !== 'InvalidInput') {
        counts[result.__typename === 'Attestation' ? 'signed' : 'notRecognised'] += 1;
        return JSON.stringify(result);
      }
      counts.bad += 1;
      const found = result
        ? result.faults.map((one) => ({ ...one, path: inLine(one.path) }))
        : faults;
      return badLine(file, line, found);
    });
    await written.add(texts);
  };
  try {
    let together: BatchLine[] = [];
    for await (const one of batchLines(file, table)) {
      together.push(one);
      if (together.length < LINES_TOGETHER) continue;
      await settle(together);
      together = [];
    }
    if (together.length > 0) await settle(together);
  } catch (error) {
    throw ending(error, file, counts);
  } finally {
    await written.end();
  }
  const { signed, notRecognised, bad } = counts;
  tell(`${signed} signed, ${notRecognised} not recognised, ${bad} bad lines`);
  if (bad > 0) return EXIT.badInput;
  return notRecognised > 0 ? EXIT.no : EXIT.done;
}

/** Tells a person what is wrong with a line, and gives its result. */
function badLine(file: string, line: number, faults: readonly LineFault[]): string {
  for (const { code, path, message } of faults)
    tell(faultText({ file, line, path, message: `${code}: ${message}` }));
  const message = faults.map((one) => `${one.path}: ${one.message}`).join(' ');
  return JSON.stringify({ error: { code: faults[0]?.code, message, line } });
}

/** Why a batch ends early. */
function ending(error: unknown, file: string, { signed, notRecognised, bad }: Counts): Error {
  if (error instanceof CommandError)
    return new CommandError(
      error.code,
      `${error.message} ${signed + notRecognised + bad} lines have their result; the same` +
        ' command again signs nothing twice on one day.',
      error.exit,
    );
  if (error instanceof DocumentError)
    return new CommandError(error.fault.code, faultLine({ ...error.fault, file }));
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined
    ? (error as Error)
    : new CommandError('DOC_UNREADABLE', `${file} cannot be read (${code}).`);
}

interface Writer {
  add(lines: readonly string[]): Promise<void>;
  end(): Promise<void>;
}

async function writer(output: string | undefined): Promise<Writer> {
  if (output === undefined)
    return { add: (texts) => print(texts.join('\n')), end: () => Promise.resolve() };
  const unwritable = (): never => {
    throw new CommandError('OUTPUT_UNWRITABLE', `${output} cannot be written.`);
  };
  const file = await open(output, 'w').catch(unwritable);
  return {
    add: (texts) => file.appendFile(`${texts.join('\n')}\n`).catch(unwritable),
    end: () => file.close(),
  };
}

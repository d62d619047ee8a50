import { once } from 'node:events';
import { styleText } from 'node:util';
import { HubError } from '../../lib/errors/hub-error.ts';
import { EXIT } from '../../lib/errors/table.ts';

export { EXIT };

/** Ends the command with a one-line cause and a hint; never a stack trace. */
export class CommandError extends HubError<string> {
  readonly exit: number;

  constructor(code: string, message: string, exit: number = EXIT.badInput) {
    super(code, message);
    this.exit = exit;
  }
}

/** Writes to stdout, waiting while the reader is slower than we are. */
export async function print(text: string): Promise<void> {
  if (!process.stdout.write(`${text}\n`)) await once(process.stdout, 'drain');
}

/** Writes a message for people: progress and faults go to stderr, answers to stdout. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Emphasis on a terminal; plain text elsewhere and with NO_COLOR (https://no-color.org). */
export function emphasise(
  style: 'bold' | 'dim' | 'red' | 'green' | 'yellow',
  text: string,
): string {
  const plain = !process.stdout.isTTY || Boolean(process.env['NO_COLOR']);
  return plain ? text : styleText(style, text);
}

/** A reader that closes the pipe early (`| head`) ends the program quietly, whatever it was printing. */
export function endQuietlyOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.done);
      throw error;
    });
}

/** Runs the body of a command and turns its errors into a message and an exit code. */
export async function run(json: boolean, body: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await body();
  } catch (error) {
    const known = error instanceof CommandError ? error : null;
    const code = known?.code ?? 'UNAVAILABLE';
    const message = error instanceof Error ? error.message : String(error);
    process.exitCode = known?.exit ?? EXIT.unavailable;
    tell(`${code}: ${message}`);
    if (json) await print(JSON.stringify({ error: { code, message } }));
  }
}

import { FAULTS, type FaultCode } from './codes.ts';
import { HubError } from '../../lib/errors/hub-error.ts';

/** One thing wrong with a document, and what to do about it. */
export interface DocumentFault {
  readonly code: FaultCode;
  readonly message: string;
  /** JSON path, such as `$.certificates[3].issued`; `$` is the whole document. */
  readonly path: string;
  /** Name of the file or stream as the caller knows it. */
  readonly file?: string;
  /** Line on which the record begins, from 1; of a sheet, its row. */
  readonly line?: number;
  /** Of a table, the title of the column. */
  readonly column?: string;
  /** Of a table, what the cell says. */
  readonly value?: string;
}

/** Builds a fault: what is wrong, then the remedy of its code. */
export function fault(
  code: FaultCode,
  path: string,
  what: string,
  place: { readonly line?: number | undefined; readonly file?: string | undefined } = {},
): DocumentFault {
  return {
    code,
    path,
    message: `${what}. ${FAULTS[code].remedy}`,
    ...(place.file === undefined ? {} : { file: place.file }),
    ...(place.line === undefined ? {} : { line: place.line }),
  };
}

/** One line for people: `file:line: path: code: message`. */
export const faultLine = (found: DocumentFault): string =>
  faultText({ ...found, message: `${found.code}: ${found.message}` });

/** The same where the code stands elsewhere: `file:line: path: message`. */
export function faultText({
  file,
  line,
  column,
  path,
  message,
}: Omit<DocumentFault, 'code'>): string {
  const place = [file, line].filter((part) => part !== undefined).join(':');
  const cell = column === undefined ? '' : ` Column ${shown(column)}.`;
  return `${place === '' ? '' : `${place}: `}${path}: ${message}${cell}`;
}

/** Reading cannot go on: the document is not even well formed. */
export class DocumentError extends HubError<FaultCode> {
  readonly fault: DocumentFault;

  constructor(found: DocumentFault) {
    super(found.code, found.message);
    this.fault = found;
  }
}

/** Longest piece of a value shown in a message, in characters. */
const SHOWN = 60;

/** A value as a message may show it: short, on one line, without characters that change a terminal. */
export function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  const visible = text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
  return visible.length > SHOWN ? `${visible.slice(0, SHOWN)}…` : visible;
}

/** `$`, `certificates`, 3, `issued` → `$.certificates[3].issued`. */
export function jsonPath(root: string, steps: readonly (string | number)[]): string {
  return steps.reduce<string>((path, step) => {
    if (typeof step === 'number') return `${path}[${step}]`;
    return /^[A-Za-z_$][\w$]*$/.test(step) ? `${path}.${step}` : `${path}[${shown(step)}]`;
  }, root);
}

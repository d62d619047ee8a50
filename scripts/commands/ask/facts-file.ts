import { compile } from '../../../subgraphs/agreements/decision/index.ts';
import {
  DocumentError,
  faultLine,
  faultText,
  fileSource,
  loadDocument,
} from '../../../facts/index.ts';
import { CommandError, tell } from '../terminal.ts';

export type Compiled = ReturnType<typeof compile>;

/** The facts of a document, compiled; its faults are told one a line. */
export async function compileFacts(file: string): Promise<Compiled> {
  const { facts, validation } = await fileSource(file).then(loadDocument, (error: unknown) => {
    throw badDocument(error);
  });
  validation.warnings.forEach((warning) => {
    tell(`warning: ${faultLine(warning)}`);
  });
  if (facts) return compile(facts);
  validation.faults.forEach((found) => {
    tell(faultLine(found));
  });
  const code = validation.faults[0]?.code ?? 'DOC_MALFORMED';
  throw new CommandError(code, `${file} has ${validation.faultCount} faults, listed above.`);
}

/** What is wrong with a document, in one line. */
export const badDocument = (error: unknown): unknown =>
  error instanceof DocumentError
    ? new CommandError(error.fault.code, faultText(error.fault))
    : error;

import { history, REASON_LIST } from '../../../subgraphs/agreements/decision/index.ts';
import { faultLine, readQuestion } from '../../../facts/index.ts';
import type { Locale } from './answer-text.ts';
import { compileFacts } from './facts-file.ts';
import type { HistoryQuestion } from './history-hub.ts';
import type { HistoryLine } from './history-text.ts';
import { CommandError } from '../terminal.ts';

/** A history over a facts document: no server, no store, no clock. */
export async function factsHistory(
  { from, to, purpose = 'REGULATORY', ...asked }: HistoryQuestion,
  file: string,
  locale: Locale,
): Promise<{ readonly stretches: HistoryLine[]; readonly texts: ReadonlyMap<string, string> }> {
  const { question } = checked({ ...asked, purpose, asOf: from });
  checked({ ...asked, purpose, asOf: to });
  if (to < from) throw new CommandError('USAGE', `--to ${to} is before --from ${from}.`);
  const compiled = await compileFacts(file);
  return {
    stretches: history(compiled, question, to).map(({ verdict, ...days }) => ({
      ...days,
      ...verdict,
    })),
    texts: new Map(REASON_LIST.map((reason) => [reason.code, reason[locale]])),
  };
}

function checked(value: unknown) {
  const { question, faults } = readQuestion(value);
  if (question) return { question };
  const [first] = faults;
  throw new CommandError(
    first?.code ?? 'QUESTION_INVALID',
    faults.map((found) => faultLine(found)).join('\n'),
  );
}

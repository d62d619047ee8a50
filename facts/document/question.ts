import type { Question } from '../../schema/generated/question.ts';
import { isDay } from '../model/calendar.ts';
import { bareHs } from '../model/hs.ts';
import { conformQuestion } from '../model/conformity.ts';
import { fault, jsonPath, shown, type DocumentFault } from '../model/fault.ts';
import { QUESTION_SCHEMA, shapeOf, walk } from '../model/schemas.ts';

const SHAPE = shapeOf(QUESTION_SCHEMA, 'question');

export type QuestionReading =
  | { readonly question: Question; readonly faults: readonly [] }
  | { readonly question: null; readonly faults: readonly DocumentFault[] };

/**
 * A question of question.schema.json, bare or in its document (`{"question": …}`), checked against
 * the schema and the calendar.
 */
export function readQuestion(value: unknown, line?: number): QuestionReading {
  const bare = withBareCode(unwrap(value));
  const faults = conformQuestion(bare, line);
  if (faults.length === 0)
    walk(SHAPE, bare, ({ format }, node, path) => {
      if (format !== 'date' && format !== 'instant') return;
      if (typeof node === 'string' && !isDay(node)) {
        const what = `${shown(node)} is not in the calendar`;
        faults.push(fault('FACT_DATE_INVALID', jsonPath('$', path), what, { line }));
      }
    });
  return faults.length > 0
    ? { question: null, faults }
    : { question: bare as Question, faults: [] };
}

/** A question with its HS code as digits only: points and spaces in it say nothing. */
export function withBareCode<T>(value: T): T {
  const product = (value as { readonly product?: unknown } | null)?.product;
  const hs = (product as { readonly hs?: unknown } | null | undefined)?.hs;
  if (typeof hs !== 'string' || bareHs(hs) === hs) return value;
  return { ...value, product: { ...(product as object), hs: bareHs(hs) } };
}

function unwrap(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('question' in value)) return value;
  const others = Object.keys(value).filter((key) => key !== 'question' && key !== 'answer');
  return others.length > 0 ? value : value.question;
}

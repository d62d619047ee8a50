import type { Document, Value } from '../bson/values.ts';
import { badValue, notSupported } from '../faults.ts';
import { splitPath } from './path.ts';
import type { Path } from './path.ts';

/** Computes a value from a document; undefined is a missing field. */
export type Expression = (document: Document) => Value | undefined;

/** The value of a path in an expression: through an array it gives the array of what is found. */
export function fieldValue(value: Value | undefined, path: Path, at = 0): Value | undefined {
  if (at === path.length) return value;
  if (value instanceof Map) return fieldValue(value.get(path[at] ?? ''), path, at + 1);
  if (!Array.isArray(value)) return undefined;
  return value
    .map((item) =>
      item instanceof Map || Array.isArray(item) ? fieldValue(item, path, at) : undefined,
    )
    .filter((item) => item !== undefined);
}

/**
 * Compiles the expressions that the engine knows: "$field.path", "$$ROOT", {$literal: …}, documents
 * and arrays of expressions, and plain values.
 * @throws Fault CommandNotSupported for expression operators and other variables
 */
export function compileExpression(expression: Value): Expression {
  if (typeof expression === 'string' && expression.startsWith('$')) return reference(expression);
  if (Array.isArray(expression)) {
    const items = expression.map(compileExpression);
    return (document) => items.map((item) => item(document) ?? null);
  }
  if (expression instanceof Map) return compileDocument(expression);
  return () => expression;
}

function reference(text: string): Expression {
  if (text === '$$ROOT' || text === '$$CURRENT') return (document) => document;
  if (text.startsWith('$$')) {
    const [variable, ...path] = splitPath(text.slice(2));
    if (variable !== 'ROOT' && variable !== 'CURRENT') throw notSupported(`the variable ${text}`);
    return (document) => fieldValue(document, path);
  }
  const path = splitPath(text.slice(1));
  if (path.includes('')) throw badValue(`'${text}' is not a valid field path`);
  return (document) => fieldValue(document, path);
}

function compileDocument(expression: Document): Expression {
  const [first] = expression.keys();
  if (first?.startsWith('$') === true) {
    const literal = expression.get('$literal');
    if (expression.size !== 1 || literal === undefined)
      throw notSupported(`the expression ${first}`);
    return () => literal;
  }
  const fields = Array.from(
    expression,
    ([name, value]) => [name, compileExpression(value)] as const,
  );
  return (document) => {
    const result: Document = new Map();
    for (const [name, compute] of fields) {
      const value = compute(document);
      if (value !== undefined) result.set(name, value);
    }
    return result;
  };
}

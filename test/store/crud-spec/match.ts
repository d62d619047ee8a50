import { isDeepStrictEqual } from 'node:util';
import { BSON } from 'bson';

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' &&
  value !== null &&
  (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null);

/** Numbers of all types as one, BSON values in their extended JSON form. */
function plain(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && !isFields(value) && !Array.isArray(value))
    return JSON.parse(BSON.EJSON.stringify({ value })) as unknown;
  return typeof value === 'bigint' ? Number(value) : value;
}

function operator(expected: Fields): [string, unknown] | undefined {
  const [entry, ...others] = Object.entries(expected);
  return entry?.[0].startsWith('$$') === true && others.length === 0 ? entry : undefined;
}

/** The special operators of the unified test format, on a value that may be missing. */
function matchesOperator(name: string, operand: unknown, actual: unknown): boolean {
  switch (name) {
    case '$$unsetOrMatches':
      return actual === undefined || actual === null || matchesResult(operand, actual);
    case '$$exists':
      return (actual !== undefined) === operand;
    case '$$type':
      return actual !== undefined;
    default:
      throw new Error(`the operator ${name} is not known to this runner`);
  }
}

/**
 * Whether a result is as the unified test format's `expectResult` says: documents may have more
 * fields at the root, nested ones may not.
 */
export function matchesResult(expected: unknown, actual: unknown, root = true): boolean {
  if (isFields(expected)) {
    const special = operator(expected);
    if (special !== undefined) return matchesOperator(special[0], special[1], actual);
    if (!isFields(actual) && !(root && typeof actual === 'object' && actual !== null)) return false;
    const fields = actual as Fields;
    if (!root && Object.keys(fields).some((name) => !(name in expected))) return false;
    return Object.entries(expected).every(([name, value]) =>
      matchesResult(value, fields[name], false),
    );
  }
  if (Array.isArray(expected))
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((item, at) => matchesResult(item, actual[at], root && isFields(item)))
    );
  return isDeepStrictEqual(plain(expected), plain(actual));
}

/** A JSON value as it came out of signed bytes. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Deepest nesting accepted in signed JSON; our own attestations reach 6. */
const MAX_DEPTH = 32;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of the bytes, or null when they are not well-formed UTF-8 (RFC 8259 §8.1). */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

/** Half of a character outside the basic plane: text with one has no UTF-8 form. */
export const LONE_SURROGATE =
  /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * The JSON object in the bytes, or null when two readers could read it differently: duplicate
 * member names (RFC 7515 §4), a byte order mark, invalid UTF-8, lone surrogates, numbers beyond
 * the range of a double or not spelt in the one usual way, a member named `__proto__`, nesting deeper than 32, or anything that is
 * not a JSON object.
 */
export function parseObject(bytes: Uint8Array): JsonObject | null {
  const text = decodeUtf8(bytes);
  if (text === null || !BEGINS_AN_OBJECT.test(text)) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const hasEscapes = text.includes('\\');
  const seen = { numberInList: false };
  const members = membersOf(value, 0, hasEscapes, seen);
  if (!isObject(value) || Number.isNaN(members)) return null;
  // What follows each name, as far as that is easily told.
  const values = hasEscapes ? null : valuesIn(text);
  const isSingle = values?.length === members;
  if (!isSingle && hasDuplicateName(text)) return null;
  const isUsual = isSingle && !seen.numberInList && values.every(isUsualValue);
  if (!isUsual && ODD_NUMBER.test(text) && hasOddNumber(text)) return null;
  return value;
}

/** White space that could stand between a name and its colon. */
const SPACED = ['\n', '\r', '\t', ' :'] as const;

/**
 * What follows each quote with a colon after it in a JSON text without escapes: every name has one, and
 * where they are as many as the members read, no name was there twice. Null when white space may be
 * in between.
 */
function valuesIn(text: string): readonly string[] | null {
  return SPACED.some((space) => text.includes(space)) ? null : text.split('":').slice(1);
}

/** The beginning of a value that is no number, or a number spelt in the one usual way. */
const USUAL_VALUE = /^(?:["{[tfn]|(?:0|[1-9]\d{0,14})[,}\]])/;
const isUsualValue = (text: string): boolean => USUAL_VALUE.test(text);

/** A number (or what looks like one in a string) with an exponent, a fraction of zeros, or of -0. */
const ODD_NUMBER = /[:,[]\s*-?(?:0[\s,}\]]|\d+(?:\.\d+)?[eE]|\d+\.\d*0[\s,}\]])/;

/** Looks for a number that is not spelt as every serialiser spells it: 4.0e2, 412.0, -0. */
const hasOddNumber = (text: string): boolean =>
  (text.replace(/"(?:[^"\\]|\\.)*"/g, '""').match(/-?\d[\d.eE+-]*/g) ?? []).some(
    (number) => String(Number(number)) !== number,
  );

const BEGINS_AN_OBJECT = /^[ \t\r\n]*\{/;

/** True for a JSON object (not null, not an array). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Number of members in a value and all it holds; NaN when something in it is not to be read. Half a
 * character can only have been written with an escape, since the bytes are well-formed UTF-8. Notes
 * whether a list holds a number.
 */
function membersOf(
  value: unknown,
  depth: number,
  hasEscapes: boolean,
  seen: { numberInList: boolean },
): number {
  if (typeof value === 'string') return hasEscapes && LONE_SURROGATE.test(value) ? NaN : 0;
  if (typeof value === 'number') return Number.isFinite(value) ? 0 : NaN;
  if (typeof value !== 'object' || value === null) return 0;
  if (depth >= MAX_DEPTH) return NaN;
  let members = 0;
  if (Array.isArray(value)) {
    for (const item of value) {
      if (typeof item === 'number') seen.numberInList = true;
      members += membersOf(item, depth + 1, hasEscapes, seen);
    }
    return members;
  }
  for (const name of Object.keys(value)) {
    if (name === '__proto__' || (hasEscapes && LONE_SURROGATE.test(name))) return NaN;
    members += 1 + membersOf((value as JsonObject)[name], depth + 1, hasEscapes, seen);
  }
  return members;
}

/** Looks for two members of one object with the same name. The text is already known to be JSON. */
function hasDuplicateName(text: string): boolean {
  const open: (Set<string> | null)[] = [];
  let index = 0;
  while (index < text.length) {
    const character = text[index];
    if (character === '{') open.push(new Set());
    else if (character === '[') open.push(null);
    else if (character === '}' || character === ']') open.pop();
    else if (character === '"') {
      const end = endOfString(text, index);
      const names = open.at(-1);
      if (names && isName(text, end)) {
        const name = JSON.parse(text.slice(index, end)) as string;
        if (names.has(name)) return true;
        names.add(name);
      }
      index = end;
      continue;
    }
    index++;
  }
  return false;
}

function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (text[index] !== '"') index += text[index] === '\\' ? 2 : 1;
  return index + 1;
}

function isName(text: string, end: number): boolean {
  let index = end;
  while (' \t\n\r'.includes(text[index] ?? '')) index++;
  return text[index] === ':';
}

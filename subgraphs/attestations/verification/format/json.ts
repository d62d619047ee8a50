import { endOfText, isTooDeep } from './limits.ts';

/** A JSON value as it came out of signed bytes. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

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
 * member names (RFC 7515 §4), a byte order mark, invalid UTF-8, lone surrogates, a number that is not
 * spelt as ECMAScript spells it (none beyond the range or the precision of a double is), a member
 * named `__proto__`, nesting deeper than 16, or anything that is not a JSON object.
 */
export function parseObject(bytes: Uint8Array): JsonObject | null {
  const text = decodeUtf8(bytes);
  if (text === null || isTooDeep(text)) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(value)) return null;
  // Of two members with one name JSON.parse keeps the later: fewer are read than were written.
  if (namesWritten(text) !== membersRead(value)) return null;
  // In well-formed UTF-8 only an escape can stand for half of a character.
  return text.includes('\\u') && hasLoneSurrogate(value) ? null : value;
}

/** True for a JSON object (not null, not an array). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Canonical JSON (RFC 8785) of a value that parseObject has read: its numbers are spelt as there and
 * its texts have no halves of characters, so that only the order of members is left.
 */
export function canonicalJson(value: Json): string {
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name] ?? null)}`).join(',')}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const [QUOTE, COMMA, MINUS, ZERO, NINE, COLON] = [0x22, 0x2c, 0x2d, 0x30, 0x39, 0x3a];
const SPACE = 0x20;
const [CLOSE_ARRAY, CLOSE_OBJECT] = [0x5d, 0x7d];

/**
 * Number of member names in a text that is known to be JSON; NaN when a number in it is not spelt in
 * the one usual way.
 */
function namesWritten(text: string): number {
  let names = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfText(text, at);
    else if (code === COLON) names += 1;
    else if (code === MINUS || (code >= ZERO && code <= NINE)) {
      const end = endOfNumber(text, at);
      const number = text.slice(at, end);
      if (String(Number(number)) !== number) return NaN;
      at = end - 1;
    }
  }
  return names;
}

/** Index behind the last character of the number that begins at an index. */
function endOfNumber(text: string, start: number): number {
  let end = start + 1;
  for (let code = text.charCodeAt(end); !endsNumber(code); code = text.charCodeAt(end)) end += 1;
  return end;
}

const endsNumber = (code: number): boolean =>
  code === COMMA || code === CLOSE_OBJECT || code === CLOSE_ARRAY || code <= SPACE;

/** Number of members in a value and all it holds; NaN when one is named `__proto__`. */
function membersRead(value: object): number {
  let members = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (isNested(item)) members += membersRead(item);
    return members;
  }
  const names = Object.keys(value);
  for (const name of names) {
    if (name === '__proto__') return NaN;
    const held = (value as JsonObject)[name];
    if (isNested(held)) members += membersRead(held);
  }
  return members + names.length;
}

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** True when a text or a name in the value holds half of a character. */
function hasLoneSurrogate(value: unknown): boolean {
  if (typeof value === 'string') return LONE_SURROGATE.test(value);
  return (
    isNested(value) &&
    Object.entries(value).some(
      ([name, held]) => LONE_SURROGATE.test(name) || hasLoneSurrogate(held),
    )
  );
}

import { Tokenizer, TokenType } from '@streamparser/json';
import type { FaultCode } from '../model/codes.ts';
import { jsonPath, shown } from '../model/fault.ts';
import { HubError } from '../../lib/errors/hub-error.ts';

export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue;
}

/** Deepest nesting of a document. Facts need 8. */
export const MAX_DEPTH = 32;
/** Longest string or number, in bytes. A note is a paragraph, not a file. */
export const MAX_TOKEN_BYTES = 1024 * 1024;
/** Longest record, in bytes; MongoDB refuses documents above 16 MiB. */
export const MAX_RECORD_BYTES = 4 * 1024 * 1024;

/** What a strict JSON text may not contain (RFC 8259, RFC 7493 I-JSON), and where. */
export class JsonFault extends HubError<FaultCode> {
  readonly path: string;
  /** Bytes from the start of the text. */
  readonly offset: number;

  constructor(code: FaultCode, path: string, offset: number, message: string) {
    super(code, message);
    this.path = path;
    this.offset = offset;
  }
}

export interface JsonSink {
  /** One element of an array that is a member of the root object; it is not kept. */
  element?(member: string, index: number, value: JsonValue, start: number): void;
  /** One member of the root object. `undefined`: an array whose elements were handed over. */
  member?(name: string, value: JsonValue | undefined, start: number): void;
  /** The root value, without what was handed over. */
  root?(value: JsonValue): void;
}

interface Frame {
  readonly container: JsonValue[] | JsonObject;
  readonly start: number;
  readonly streamed: boolean;
  key: string | null;
  count: number;
}

type Expect = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'comma' | 'end';

/**
 * Strict JSON reader fed chunk by chunk: refuses what JSON.parse lets pass (duplicate keys, lone
 * surrogates, numbers beyond a double) and anything larger than its limits. With
 * `sink.element` it hands over the elements of top-level arrays and forgets them, so that memory
 * stays constant.
 */
export class JsonReader {
  readonly #tokens = new Tokenizer();
  readonly #sink: JsonSink;
  readonly #stack: Frame[] = [];
  #expect: Expect = 'value';
  #fed = 0;
  #last = 0;

  constructor(sink: JsonSink) {
    this.#sink = sink;
    this.#tokens.onToken = ({ token, value, offset }) => {
      this.#last = offset;
      this.#accept(token, value, offset);
    };
    this.#tokens.onError = (error) => {
      throw error;
    };
  }

  /** @throws JsonFault */
  write(chunk: Uint8Array): void {
    this.#guard(() => {
      this.#tokens.write(chunk);
    });
    this.#fed += chunk.length;
    if (this.#fed - this.#last > MAX_TOKEN_BYTES + chunk.length)
      this.#fail('DOC_TOO_LARGE', this.#last, `a string is longer than ${MAX_TOKEN_BYTES} bytes`);
  }

  /** @throws JsonFault when the text ends too early */
  end(): void {
    this.#guard(() => {
      if (!this.#tokens.isEnded) this.#tokens.end();
    });
    if (this.#expect !== 'end')
      this.#fail('DOC_MALFORMED', this.#fed, 'the JSON text ends before its root value does');
  }

  #guard(step: () => void): void {
    try {
      step();
    } catch (error) {
      if (error instanceof JsonFault) throw error;
      const message = error instanceof Error ? error.message : '';
      const at = /absolute position "(\d+)"/.exec(message)?.[1];
      this.#fail(
        'DOC_MALFORMED',
        at === undefined ? this.#last : Number(at),
        message.includes('ended in the middle')
          ? 'the JSON text ends in the middle of a value'
          : 'the text is not JSON here',
      );
    }
  }

  #accept(token: TokenType, value: unknown, offset: number): void {
    const expect = this.#expect;
    if (expect === 'end') this.#fail('DOC_MALFORMED', offset, 'text follows the root value');
    switch (token) {
      case TokenType.LEFT_BRACE:
        this.#open({}, offset);
        return;
      case TokenType.LEFT_BRACKET:
        this.#open([], offset);
        return;
      case TokenType.RIGHT_BRACE:
        this.#close(expect === 'first-key' || (expect === 'comma' && !this.#inArray()), offset);
        return;
      case TokenType.RIGHT_BRACKET:
        this.#close(expect === 'first-value' || (expect === 'comma' && this.#inArray()), offset);
        return;
      case TokenType.COLON:
        if (expect !== 'colon') this.#unexpected(':', offset);
        this.#expect = 'value';
        return;
      case TokenType.COMMA:
        if (expect !== 'comma') this.#unexpected(',', offset);
        this.#expect = this.#inArray() ? 'value' : 'key';
        return;
      case TokenType.STRING:
        this.#string(value as string, offset);
        return;
      default:
        this.#scalar(value as number | boolean | null, offset);
    }
  }

  #string(value: string, offset: number): void {
    if (value.length > MAX_TOKEN_BYTES)
      this.#fail('DOC_TOO_LARGE', offset, `a string is longer than ${MAX_TOKEN_BYTES} bytes`);
    if (/\p{Surrogate}/u.test(value))
      this.#fail('DOC_LONE_SURROGATE', offset, `${shown(value)} holds half of a character`);
    if (value.includes('\0'))
      this.#fail('DOC_CONTROL_CHARACTER', offset, `${shown(value)} holds the character U+0000`);
    if (this.#expect !== 'key' && this.#expect !== 'first-key') {
      this.#scalar(value, offset);
      return;
    }
    const frame = this.#stack.at(-1);
    if (!frame) return;
    if (Object.hasOwn(frame.container, value))
      this.#fail('DOC_DUPLICATE_KEY', offset, `the member ${shown(value)} is given twice`);
    frame.key = value;
    this.#expect = 'colon';
  }

  #scalar(value: JsonValue, offset: number): void {
    if (this.#expect !== 'value' && this.#expect !== 'first-value')
      this.#unexpected(shown(value), offset);
    if (typeof value === 'number' && !Number.isFinite(value))
      this.#fail('DOC_NUMBER_RANGE', offset, 'a number is too large');
    this.#place(Object.is(value, -0) ? 0 : value, offset);
  }

  #open(container: JsonValue[] | JsonObject, offset: number): void {
    if (this.#expect !== 'value' && this.#expect !== 'first-value')
      this.#unexpected(Array.isArray(container) ? '[' : '{', offset);
    if (this.#stack.length >= MAX_DEPTH)
      this.#fail('DOC_TOO_DEEP', offset, `the text is nested deeper than ${MAX_DEPTH}`);
    const streamed =
      this.#sink.element !== undefined &&
      this.#stack.length === 1 &&
      Array.isArray(container) &&
      !this.#inArray();
    this.#stack.push({ container, start: offset, streamed, key: null, count: 0 });
    this.#expect = Array.isArray(container) ? 'first-value' : 'first-key';
  }

  #close(fits: boolean, offset: number): void {
    const frame = this.#stack.at(-1);
    if (!fits || !frame) this.#unexpected('a closing bracket', offset);
    else {
      this.#stack.pop();
      this.#place(frame.container, frame.start, frame.streamed);
    }
  }

  /** Puts a finished value where it belongs: the container around it, or the sink. */
  #place(value: JsonValue, start: number, streamed = false): void {
    const frame = this.#stack.at(-1);
    if (!frame) {
      this.#expect = 'end';
      this.#sink.root?.(value);
      return;
    }
    this.#expect = 'comma';
    this.#limitRecord();
    const { container } = frame;
    if (Array.isArray(container)) {
      const index = frame.count++;
      if (frame.streamed) this.#sink.element?.(this.#stack[0]?.key ?? '', index, value, start);
      else container.push(value);
      return;
    }
    const key = frame.key ?? '';
    if (this.#stack.length === 1) this.#sink.member?.(key, streamed ? undefined : value, start);
    if (key === '__proto__') own(container, key, value);
    else container[key] = value;
  }

  #limitRecord(): void {
    const outer = this.#sink.element === undefined ? 0 : this.#stack[1]?.streamed ? 2 : 1;
    const start = this.#stack[outer]?.start ?? this.#last;
    if (this.#last - start > MAX_RECORD_BYTES)
      this.#fail('DOC_TOO_LARGE', start, `a record is longer than ${MAX_RECORD_BYTES} bytes`);
  }

  #inArray(): boolean {
    return Array.isArray(this.#stack.at(-1)?.container);
  }

  #unexpected(what: string, offset: number): never {
    this.#fail('DOC_MALFORMED', offset, `${what} is not expected here`);
  }

  #fail(code: FaultCode, offset: number, message: string): never {
    const steps = this.#stack.flatMap<string | number>(({ container, key, count }) => {
      if (Array.isArray(container)) return [count];
      return key === null ? [] : [key];
    });
    throw new JsonFault(code, jsonPath('$', steps), offset, message);
  }
}

/** A member called `__proto__` is a member, not the prototype. */
function own(container: JsonObject, key: string, value: JsonValue): void {
  Object.defineProperty(container, key, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}

/** Parses one complete strict JSON text. @throws JsonFault */
export function parseStrictJson(text: Uint8Array): JsonValue {
  let root: JsonValue = null;
  const reader = new JsonReader({
    root: (value) => {
      root = value;
    },
  });
  reader.write(text);
  reader.end();
  return root;
}

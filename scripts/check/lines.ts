/** A JSON text that was read, with the line of each of its values. */
export interface LocatedJson {
  readonly value: unknown;
  /** Line, from 1, on which the value at a JSON Pointer (RFC 6901) begins. */
  lineOf(pointer: string): number;
}

const escape = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** Strings, brackets, separators and scalars of a text that is known to be JSON. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+|\n/g;

interface Open {
  readonly pointer: string;
  readonly isList: boolean;
  index: number;
  name: string | null;
}

/** Reads a JSON text and remembers where each value stands. Throws what JSON.parse throws. */
export function locate(text: string): LocatedJson {
  const value: unknown = JSON.parse(text);
  const lines = new Map<string, number>();
  const stack: Open[] = [];
  let line = 1;

  const begin = (): string => {
    const parent = stack.at(-1);
    const step = parent?.isList === true ? String(parent.index++) : escape(parent?.name ?? '');
    const pointer = parent === undefined ? '' : `${parent.pointer}/${step}`;
    if (parent !== undefined) parent.name = null;
    if (!lines.has(pointer)) lines.set(pointer, line);
    return pointer;
  };

  for (const [token] of text.matchAll(TOKEN)) {
    const top = stack.at(-1);
    if (token === '\n') line += 1;
    else if (token === '{' || token === '[')
      stack.push({ pointer: begin(), isList: token === '[', index: 0, name: null });
    else if (token === '}' || token === ']') stack.pop();
    else if (token === ',' || token === ':') continue;
    else if (top?.isList === false && top.name === null) top.name = JSON.parse(token) as string;
    else begin();
  }
  return { value, lineOf: (pointer) => nearest(lines, pointer) };
}

/** The line of a pointer, or of the closest value around it (for a property that is missing). */
function nearest(lines: ReadonlyMap<string, number>, pointer: string): number {
  for (let path = pointer; ; path = path.slice(0, path.lastIndexOf('/'))) {
    const line = lines.get(path);
    if (line !== undefined) return line;
    if (path === '') return 1;
  }
}

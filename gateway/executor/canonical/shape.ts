import type { TypeTest } from './entity.ts';

/** The path of a value in an answer, from its root (GraphQL specification, "Response position"). */
export type ResponsePath = readonly (string | number)[];

/** The meaning of our names at one place of an answer. */
export interface Names {
  readonly named: (ours: string) => { readonly asked: string; readonly below: Names } | undefined;
}

/** A field that a caller asked for at one place of the answer. */
export interface NamedField {
  /** Name of ours: that of the canonical operation, unique at its place. */
  readonly ours: string;
  /** The caller's response name. */
  readonly asked: string;
  /** Types in whose selections it stands. */
  readonly parents: readonly string[];
  readonly below: Shape;
}

/** The names at one place of an answer: ours, and those that the caller gave. */
export class Shape implements Names {
  readonly #byOurs = new Map<string, NamedField>();
  readonly #byAsked = new Map<string, NamedField[]>();

  add(field: NamedField): void {
    this.#byOurs.set(field.ours, field);
    const others = this.#byAsked.get(field.asked);
    if (others) others.push(field);
    else this.#byAsked.set(field.asked, [field]);
  }

  readonly named = (ours: string): NamedField | undefined => this.#byOurs.get(ours);

  /** The field that a response name means on objects of a type. */
  find(asked: string, typename: string, isOfType: TypeTest): NamedField {
    const [first, ...others] = this.#byAsked.get(asked) ?? [];
    const found =
      others.length === 0
        ? first
        : [first, ...others].find((field) =>
            field?.parents.some((parent) => isOfType(typename, parent)),
          );
    if (!found) throw new Error(`No "${asked}" is asked for on ${typename}`);
    return found;
  }
}

/** A path in the caller's names, as far as it leads through what the caller asked for. */
export function askedPath(path: ResponsePath, names: Names): ResponsePath {
  const asked: (string | number)[] = [];
  let at: Names = names;
  for (const key of path) {
    if (typeof key === 'number') {
      asked.push(key);
      continue;
    }
    const field = at.named(key);
    if (!field) break;
    asked.push(field.asked);
    at = field.below;
  }
  return asked;
}

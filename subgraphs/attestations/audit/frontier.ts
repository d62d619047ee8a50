import { EMPTY_ROOT, hashNode } from '../log/tree.ts';

/** The root of a growing tree (RFC 9162 §2.1.1), leaf by leaf, in memory of logarithmic size. */
export class Frontier {
  /** Roots of the perfect subtrees so far, the largest first. */
  readonly #roots: { readonly height: number; readonly hash: Buffer }[] = [];
  size = 0;

  add(leaf: Buffer): void {
    let [height, hash] = [0, leaf];
    for (let left = this.#roots.at(-1); left?.height === height; left = this.#roots.at(-1)) {
      this.#roots.pop();
      hash = hashNode(left.hash, hash);
      height++;
    }
    this.#roots.push({ height, hash });
    this.size++;
  }

  root(): Buffer {
    const [last, ...rest] = this.#roots.toReversed();
    if (!last) return EMPTY_ROOT;
    return rest.reduce((right, { hash }) => hashNode(hash, right), last.hash);
  }
}

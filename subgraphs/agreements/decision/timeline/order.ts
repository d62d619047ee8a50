const FIRST_SURROGATE = 0xd800;

/** Surrogates stand for code points above every other unit; the units after them come first. */
const weight = (unit: number): number =>
  unit < FIRST_SURROGATE ? unit : unit > 0xdfff ? unit - 0x800 : unit + 0x2000;

/** Compares texts by code point (RULE §12), which `<` does not do outside the basic plane. */
export function compareText(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const difference = weight(one.charCodeAt(at)) - weight(other.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

import type { ProductItem } from '../../../../../schema/generated/facts.ts';
import type { QuestionProduct } from '../../../../../schema/generated/question.ts';
import { foldedText } from '../../../../../schema/spelling.ts';

/** What describes a product; model and keys folded. */
export type ProductDescription = Pick<QuestionProduct, 'hs' | 'model' | 'keys'>;

/** What an entry asks of a product; model and key folded. */
export type Criteria = Pick<ProductItem, 'hs' | 'key' | 'model'>;

export const foldedCriteria = ({ hs, key, model }: Criteria): Criteria => ({
  ...(hs !== undefined && { hs }),
  ...(key !== undefined && { key: foldedText(key) }),
  ...(model !== undefined && { model: foldedText(model) }),
});

/** RULE §0: matches(item, X): each of hs, key and model that is given agrees. */
const agrees = ({ hs, key, model }: Criteria, product: ProductDescription): boolean =>
  (hs === undefined || product.hs?.startsWith(hs) === true) &&
  (key === undefined || product.keys?.includes(key) === true) &&
  (model === undefined || product.model === model);

const asksKey = ({ keys }: ProductDescription): boolean => keys !== undefined && keys.length > 0;

/**
 * RULE §0, Products not described closely: the product with the properties of the entry put in;
 * undefined: the entry contradicts it, or it matches as it is.
 */
export function closerBy(
  { hs, key, model }: Criteria,
  x: ProductDescription,
): ProductDescription | undefined {
  const longer = hs !== undefined && x.hs?.startsWith(hs) !== true;
  if (longer && x.hs !== undefined && !hs.startsWith(x.hs)) return undefined;
  const lacksModel = model !== undefined && x.model === undefined;
  if (model !== undefined && !lacksModel && x.model !== model) return undefined;
  const lacksKey = key !== undefined && !asksKey(x);
  if (key !== undefined && !lacksKey && x.keys?.includes(key) !== true) return undefined;
  if (!longer && !lacksModel && !lacksKey) return undefined;
  return {
    ...x,
    ...(longer && { hs }),
    ...(lacksModel && { model }),
    ...(lacksKey && { keys: [key] }),
  };
}

/** An entry of a list as it was recorded, with its criteria. */
export interface Entry<I> {
  readonly item: I;
  readonly criteria: Criteria;
}

type Entries<I> = readonly Entry<I>[];

const NO_ENTRIES: readonly never[] = [];

/** A product list filed by HS prefix, key and model: lists have thousands of items, a product few. */
export class ProductList<I extends Criteria = ProductItem> {
  readonly #filed = new Map<string, Entry<I>[]>();
  /** Entries with an HS prefix, by it; those with a model; those with a key. */
  readonly #byHs: Entries<I>;
  readonly #withModel: Entries<I>;
  readonly #withKey: Entries<I>;
  readonly #looser = new WeakMap<ProductDescription, Entries<I>>();

  constructor(items: readonly I[]) {
    const entries = items.map((item) => ({ item, criteria: foldedCriteria(item) }));
    for (const entry of entries) this.#file(entry);
    this.#byHs = entries
      .filter(({ criteria }) => criteria.hs !== undefined)
      .sort((one, other) => (hsOf(one) < hsOf(other) ? -1 : hsOf(one) > hsOf(other) ? 1 : 0));
    this.#withModel = entries.filter(({ criteria }) => criteria.model !== undefined);
    this.#withKey = entries.filter(({ criteria }) => criteria.key !== undefined);
  }

  /** Items that match the product (RULE §0), whatever their dates and market. */
  matching(product: ProductDescription): readonly I[] {
    if (this.#filed.size === 0) return NO_ENTRIES;
    const found: I[] = [];
    for (const place of placesOf(product))
      for (const { item, criteria } of this.#filed.get(place) ?? NO_ENTRIES)
        if (agrees(criteria, product)) found.push(item);
    return found;
  }

  /** Entries that would match the product if it were described more closely. */
  looser(product: ProductDescription): Entries<I> {
    if (this.#filed.size === 0) return NO_ENTRIES;
    let found = this.#looser.get(product);
    if (!found) {
      const near = new Set([
        ...this.#longerThan(product.hs ?? ''),
        ...(product.model === undefined ? this.#withModel : NO_ENTRIES),
        ...(asksKey(product) ? NO_ENTRIES : this.#withKey),
      ]);
      found = [...near].filter(({ criteria }) => closerBy(criteria, product) !== undefined);
      this.#looser.set(product, found);
    }
    return found;
  }

  /** Entries whose HS prefix starts with this one and is longer. */
  #longerThan(hs: string): Entries<I> {
    let [low, high] = [0, this.#byHs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const entry = this.#byHs[middle];
      if (entry !== undefined && hsOf(entry) <= hs) low = middle + 1;
      else high = middle;
    }
    const first = low;
    while (low < this.#byHs.length && this.#startsWith(low, hs)) low += 1;
    return this.#byHs.slice(first, low);
  }

  #startsWith(place: number, hs: string): boolean {
    const entry = this.#byHs[place];
    return entry !== undefined && hsOf(entry).startsWith(hs);
  }

  #file(entry: Entry<I>): void {
    const place = placeOf(entry.criteria);
    if (place === undefined) return;
    const there = this.#filed.get(place);
    if (there) there.push(entry);
    else this.#filed.set(place, [entry]);
  }
}

const hsOf = ({ criteria }: Entry<unknown>): string => criteria.hs ?? '';

/** Where an item is filed; undefined: it names nothing and so matches nothing. */
function placeOf({ hs, key, model }: Criteria): string | undefined {
  if (hs !== undefined) return `hs:${hs}`;
  if (key !== undefined) return `key:${key}`;
  return model === undefined ? undefined : `model:${model}`;
}

/** Where a matching item may be filed; the places of a product are the same for every list. */
function placesOf(product: ProductDescription): readonly string[] {
  const made = PLACES.get(product);
  if (made) return made;
  const { hs = '', keys = [], model } = product;
  const places = Array.from({ length: hs.length }, (_, at) => `hs:${hs.slice(0, at + 1)}`);
  for (const key of new Set(keys)) places.push(`key:${key}`);
  if (model !== undefined) places.push(`model:${model}`);
  PLACES.set(product, places);
  return places;
}

const PLACES = new WeakMap<ProductDescription, readonly string[]>();

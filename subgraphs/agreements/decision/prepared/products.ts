import type { ProductItem } from '../../../../schema/generated/facts.ts';
import type { QuestionProduct } from '../../../../schema/generated/question.ts';

/** Each of hs, key and model that is given agrees. */
const agrees = ({ hs, key, model }: ProductItem, product: QuestionProduct): boolean =>
  (hs === undefined || product.hs?.startsWith(hs) === true) &&
  (key === undefined || product.keys?.includes(key) === true) &&
  (model === undefined || product.model === model);

const NO_ITEMS: readonly ProductItem[] = [];

/** A product list filed by HS prefix, key and model: lists have thousands of items, a product few. */
export class ProductList {
  /** Some entry lists products, rather than excluding them. */
  readonly lists: boolean;
  readonly #filed = new Map<string, ProductItem[]>();

  constructor(items: readonly ProductItem[]) {
    this.lists = items.some(({ excluded }) => excluded !== true);
    for (const item of items) this.#file(item);
  }

  /** Items that match the product (RULE §0), whatever their dates and market. */
  matching(product: QuestionProduct): readonly ProductItem[] {
    if (this.#filed.size === 0) return NO_ITEMS;
    const found: ProductItem[] = [];
    for (const place of placesOf(product))
      for (const item of this.#filed.get(place) ?? NO_ITEMS)
        if (agrees(item, product)) found.push(item);
    return found;
  }

  #file(item: ProductItem): void {
    const place = placeOf(item);
    if (place === undefined) return;
    const there = this.#filed.get(place);
    if (there) there.push(item);
    else this.#filed.set(place, [item]);
  }
}

/** Where an item is filed; undefined: it names nothing and so matches nothing. */
function placeOf({ hs, key, model }: ProductItem): string | undefined {
  if (hs !== undefined) return `hs:${hs}`;
  if (key !== undefined) return `key:${key}`;
  return model === undefined ? undefined : `model:${model}`;
}

/** Where a matching item may be filed; the places of a product are the same for every list. */
function placesOf(product: QuestionProduct): readonly string[] {
  const made = PLACES.get(product);
  if (made) return made;
  const { hs = '', keys = [], model } = product;
  const places = Array.from({ length: hs.length }, (_, at) => `hs:${hs.slice(0, at + 1)}`);
  for (const key of new Set(keys)) places.push(`key:${key}`);
  if (model !== undefined) places.push(`model:${model}`);
  PLACES.set(product, places);
  return places;
}

const PLACES = new WeakMap<QuestionProduct, readonly string[]>();

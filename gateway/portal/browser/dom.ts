/**
 * What the page's script uses of a browser. Said here, since the types of all of the DOM would let the
 * server's code name things that a server does not have.
 */
export interface Element {
  textContent: string | null;
  className: string;
  lang: string;
  hidden: boolean;
  scope: string;
  append(...children: readonly (Element | string)[]): void;
  replaceChildren(...children: readonly (Element | string)[]): void;
  addEventListener(type: string, listener: (event: Event) => void): void;
  focus(): void;
}

export interface Field extends Element {
  value: string;
  readonly files: ArrayLike<Blob> | null;
}

interface Document {
  readonly documentElement: Element;
  createElement(tag: string): Element;
  getElementById(id: string): Field | null;
}

const browser = globalThis as unknown as { readonly document: Document };

/** Language of the page. */
export const pageLanguage = (): string => browser.document.documentElement.lang;

/** An element of the page that must be there. */
export function elementOf(id: string): Field {
  const element = browser.document.getElementById(id);
  if (!element) throw new Error(`The page has no #${id}.`);
  return element;
}

/** A new element; texts in it are texts, never markup. */
export function make(
  tag: string,
  properties: Partial<Pick<Element, 'className' | 'lang' | 'scope'>>,
  ...children: readonly (Element | string)[]
): Element {
  const element = Object.assign(browser.document.createElement(tag), properties);
  element.append(...children);
  return element;
}

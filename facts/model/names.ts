import type { Names } from '../../schema/generated/facts.ts';

/** The name in a language, else in English, else in any; null: unnamed. */
export function nameIn(names: Names | undefined, locale: string | null | undefined): string | null {
  if (!names) return null;
  return names[locale ?? 'en'] ?? names['en'] ?? Object.values(names)[0] ?? null;
}

/** The resolver of every `name(locale)` field. */
export const name = (
  { name: names }: { readonly name?: Names },
  { locale }: { readonly locale?: string | null | undefined },
): string | null => nameIn(names, locale);

/** Order of text by code unit: the same in every locale. */
export const ascending = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

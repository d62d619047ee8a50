/** Properties that hold ids or codes of territories, of which nothing but sameness and order counts. */
const NAMES = new Set(
  `accreditation accreditationBodies accreditationBody accreditationThrough acceptsSchemes agreement
  annex annexes assembledIn bodies body certificate code excludes id issuer issuers issuerTerritory
  market number origin person register route scheme schemes standard territories territory validIn`
    .split(/\s+/)
    .filter((name) => name !== ''),
);

/** The value with another name for everything that has one; names keep their order. */
export function renamed<T>(value: T, isName = false): T {
  if (typeof value === 'string') return (isName && value !== 'DOMESTIC' ? `Z${value}` : value) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => renamed(item, isName)) as T;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      renamed(item as unknown, isNaming(name, item)),
    ]),
  ) as T;
}

/** Condition codes are codes of reasons, not names. */
const isNaming = (name: string, item: unknown): boolean =>
  NAMES.has(name) && !(typeof item === 'string' && item.endsWith('_REQUIRED'));

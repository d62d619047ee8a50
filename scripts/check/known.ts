import countries from 'i18n-iso-countries/index.js'; // without the names of countries in eighty languages
import type { Agreement, FactsDocument, Scheme, Standard } from '../../schema/generated/facts.ts';

/** What a document and the documents around it declare. */
export interface Known {
  readonly schemes: ReadonlyMap<string, Scheme>;
  readonly standards: ReadonlyMap<string, Standard>;
  readonly agreements: ReadonlyMap<string, Agreement>;
  readonly bodies: ReadonlySet<string>;
  readonly accreditations: ReadonlySet<string>;
  readonly registers: ReadonlySet<string>;
  /** Declared as a territory, or an ISO 3166-1 alpha-2 code. */
  isTerritory(code: string): boolean;
  /** `outer` is `inner` or contains it on some day. */
  covers(outer: string, inner: string): boolean;
}

/** Gathers the declarations of documents. */
export function known(documents: readonly FactsDocument[]): Known {
  const schemes = documents.flatMap((document) => document.schemes ?? []);
  const standards = documents.flatMap((document) => document.standards ?? []);
  const agreements = documents.flatMap((document) => document.agreements ?? []);
  const territories = documents.flatMap((document) => document.territories ?? []);
  const members = new Map<string, string[]>();
  for (const { code, members: list = [] } of territories)
    members.set(code, [...(members.get(code) ?? []), ...list.map(({ territory }) => territory)]);

  const covers = (outer: string, inner: string, seen = new Set<string>()): boolean => {
    if (outer === inner) return true;
    if (seen.has(outer)) return false;
    seen.add(outer);
    return (members.get(outer) ?? []).some((member) => covers(member, inner, seen));
  };

  return {
    schemes: new Map(schemes.map((scheme) => [scheme.id, scheme])),
    standards: new Map(standards.map((standard) => [standard.id, standard])),
    agreements: new Map(agreements.map((agreement) => [agreement.id, agreement])),
    bodies: new Set(documents.flatMap(({ bodies = [] }) => bodies.map(({ id }) => id))),
    accreditations: new Set(
      documents.flatMap(({ accreditations = [] }) => accreditations.map(({ id }) => id)),
    ),
    registers: new Set(documents.flatMap(({ registers = [] }) => registers.map(({ id }) => id))),
    isTerritory: (code) => members.has(code) || countries.isValid(code),
    covers: (outer, inner) => covers(outer, inner),
  };
}

import type { Agreement, FactsDocument } from '../../schema/generated/facts.ts';
import { placed } from './finding.ts';
import type { Finding } from './finding.ts';
import type { Known } from './known.ts';

const TERRITORY_NAMES = new Set(['territory', 'issuerTerritory', 'market', 'excludes', 'validIn']);

/** Codes of territories that nothing declares, anywhere in the document. */
export function* unknownTerritories(value: unknown, known: Known, path = ''): Generator<Finding> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    const at = `${path}/${name}`;
    const codes: unknown[] = Array.isArray(inner) ? inner : [inner];
    const isCode = TERRITORY_NAMES.has(name) || (name === 'issuer' && path.includes('/exchanges/'));
    for (const code of isCode ? codes : [])
      if (typeof code === 'string' && !known.isTerritory(code))
        yield {
          code: 'UNKNOWN_TERRITORY',
          path: at,
          message: `${code} is neither an ISO 3166-1 code nor declared; add it to territories.`,
        };
    yield* unknownTerritories(inner, known, at);
  }
}

/** An identifier that nothing declares. */
export function unknown(what: string, id: string, path: string): Finding {
  return {
    code: 'UNKNOWN_REFERENCE',
    path,
    message: `${what} ${id} is not declared; declare it here or give its document with --with.`,
  };
}

function* ofAgreement(agreement: Agreement, path: string, known: Known): Generator<Finding> {
  const annexes = new Set(agreement.annexes.map(({ id }) => id));
  const { successor } = agreement;
  if (successor !== undefined && !known.agreements.has(successor.agreement))
    yield unknown('agreement', successor.agreement, `${path}/successor/agreement`);
  for (const { record, path: at } of placed(agreement.exchanges, `${path}/exchanges`)) {
    for (const id of record.annexes ?? [])
      if (!annexes.has(id)) yield unknown('annex', id, `${at}/annexes`);
    for (const side of [record.issuer, record.market])
      if (agreement.parties?.some(({ territory }) => known.covers(territory, side)) === false)
        yield unknown(`party for`, side, at);
  }
  for (const { record: annex, path: at } of placed(agreement.annexes, `${path}/annexes`)) {
    const schemes = (annex.schemes ?? []).flatMap((id) => known.schemes.get(id) ?? []);
    for (const id of annex.schemes ?? [])
      if (!known.schemes.has(id)) yield unknown('scheme', id, `${at}/schemes`);
    for (const clause of annex.legacy ?? [])
      if (!annexes.has(clause.annex)) yield unknown('annex', clause.annex, `${at}/legacy`);
    for (const level of [annex.levelCap, ...(annex.domains ?? []).map((domain) => domain.levelCap)])
      for (const scheme of schemes)
        if (level !== undefined && scheme.levels?.includes(level) === false)
          yield unknown(`scheme ${scheme.id} has no such level:`, level, `${at}/levelCap`);
    const through = annex.accreditationThrough;
    if (through !== undefined && !known.agreements.has(through))
      yield unknown('agreement', through, `${at}/accreditationThrough`);
  }
}

/** Identifiers that nothing declares. */
export function* unknownReferences(document: FactsDocument, known: Known): Generator<Finding> {
  for (const { record, path } of placed(document.agreements, '/agreements'))
    yield* ofAgreement(record, path, known);
  for (const { record, path } of placed(document.signatories, '/signatories')) {
    if (!known.bodies.has(record.accreditationBody))
      yield unknown('body', record.accreditationBody, `${path}/accreditationBody`);
    if (!known.agreements.has(record.agreement))
      yield unknown('agreement', record.agreement, `${path}/agreement`);
  }
  for (const { record, path } of placed(document.designations, '/designations')) {
    if (!known.bodies.has(record.body)) yield unknown('body', record.body, `${path}/body`);
    const agreement = known.agreements.get(record.agreement);
    if (agreement === undefined) yield unknown('agreement', record.agreement, `${path}/agreement`);
    for (const id of record.annexes ?? [])
      if (agreement?.annexes.every((annex) => annex.id !== id) === true)
        yield unknown(`${record.agreement} has no such annex:`, id, `${path}/annexes`);
  }
  for (const { record, path } of placed(document.approvals, '/approvals')) {
    if (!known.bodies.has(record.body)) yield unknown('body', record.body, `${path}/body`);
    for (const id of record.schemes ?? [])
      if (!known.schemes.has(id)) yield unknown('scheme', id, `${path}/schemes`);
  }
  for (const { record, path } of placed(document.accreditations, '/accreditations'))
    for (const name of ['body', 'accreditationBody'] as const)
      if (!known.bodies.has(record[name])) yield unknown('body', record[name], `${path}/${name}`);
  for (const { record, path } of placed(document.catalogues, '/catalogues'))
    for (const id of [record.scheme, ...(record.acceptsSchemes ?? [])])
      if (!known.schemes.has(id)) yield unknown('scheme', id, path);
  for (const { record, path } of placed(document.certificates, '/certificates')) {
    if (!known.bodies.has(record.issuer)) yield unknown('body', record.issuer, `${path}/issuer`);
    if (!known.schemes.has(record.scheme)) yield unknown('scheme', record.scheme, `${path}/scheme`);
    if (record.accreditation !== undefined && !known.accreditations.has(record.accreditation))
      yield unknown('accreditation', record.accreditation, `${path}/accreditation`);
    if (record.register !== undefined && !known.registers.has(record.register))
      yield unknown('register', record.register, `${path}/register`);
  }
}

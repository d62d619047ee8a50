import type { Agreement, AgreementAnnex, FactsDocument } from '../../schema/generated/facts.ts';
import { placed } from './finding.ts';
import type { Finding } from './finding.ts';
import { common, inWords, isEmpty, overlap, without } from './interval.ts';
import type { Interval } from './interval.ts';
import type { Known } from './known.ts';

/** Days on which a question can find the agreement in force. */
function inForce({ from, until, sunset, governingDate }: Agreement): Interval {
  const end = governingDate === undefined || governingDate === 'AS_OF' ? until : undefined;
  const last = end !== undefined && sunset !== undefined && sunset.until > end ? sunset.until : end;
  return { ...(from !== undefined && { from }), ...(last !== undefined && { until: last }) };
}

/** Why no pair of parties can ever stand on the two sides; null when some can. */
function withoutSides(agreement: Agreement, known: Known): string | null {
  const force = inForce(agreement);
  if (isEmpty(force)) return `it is in force on no day (${inWords(force)})`;
  if (agreement.exchangesRequired === true && placed(agreement.exchanges, '').length === 0)
    return 'it needs exchanges between pairs of parties and none is given';
  const parties = placed(agreement.parties, '').map(({ record }) => record);
  if (parties.length === 0) return null;
  const meets = parties.some(
    (issuer) =>
      issuer.role !== 'CONSUMING' &&
      parties.some(
        (market) =>
          market.role !== 'ORIGINATING' &&
          market.territory !== issuer.territory &&
          !(market.excludes ?? []).some((code) => known.covers(code, market.territory)) &&
          overlap(common(issuer, market), force),
      ),
  );
  return meets ? null : 'no party may issue while another one accepts';
}

/** Why no certificate can match what the annex selects by; null when one can. */
function unreachable(annex: AgreementAnnex, known: Known): string | null {
  const { schemes = [], norms = [] } = annex;
  if (schemes.length === 0 || norms.length === 0) return null;
  const found = schemes.map((id) => known.schemes.get(id));
  if (found.some((scheme) => scheme === undefined || norms.includes(scheme.norm ?? '')))
    return null;
  return `none of its schemes (${schemes.join(', ')}) has one of its norms (${norms.join(', ')})`;
}

/** Why the annex can never give recognition although certificates match it; null when it can. */
function idle(annex: AgreementAnnex, agreement: Agreement, known: Known): string | null {
  const force = inForce(agreement);
  const active = common(annex, force);
  const isLegacy = agreement.annexes.some((other) =>
    (other.legacy ?? []).some((clause) => clause.annex === annex.id),
  );
  if (isEmpty(active))
    return isLegacy
      ? null
      : `it holds ${inWords(annex)}, the agreement ${inWords(force)}: no day lies in both`;
  const dead = [
    ...placed(annex.suspensions, '').map(({ record }) => record),
    ...(annex.notUpdatedSince === undefined ? [] : [{ from: annex.notUpdatedSince }]),
  ];
  if (without(active, dead).length === 0)
    return 'it is suspended, or behind the importing law, on every day it is in force';

  const accepts = annex.accepts ?? ['CERTIFICATE'];
  if (accepts.length === 0) return 'it accepts no kind of document';
  if (agreement.exchangesRequired === true) {
    const exchanges = placed(agreement.exchanges, '')
      .map(({ record }) => record)
      .filter(({ annexes = [] }) => annexes.length === 0 || annexes.includes(annex.id))
      .filter((exchange) => overlap(exchange, active));
    if (exchanges.length === 0) return 'no exchange implements it while it is in force';
    if (exchanges.every((x) => x.accepts?.every((object) => !accepts.includes(object)) === true))
      return 'no exchange accepts a kind of document that it accepts';
  }

  const parties = placed(agreement.parties, '').map(({ record }) => record.territory);
  const sets = annex.requirements ?? [];
  const counts = (territory: string | undefined): boolean =>
    territory !== undefined &&
    parties.some((party) => known.covers(party, territory) || known.covers(territory, party));
  if ((annex.mode ?? agreement.mode) === 'RESULTS' && sets.length > 0 && parties.length > 0)
    if (!sets.some(({ territory }) => counts(territory)))
      return "none of its requirement sets is a party's, and in mode RESULTS only the market's count";
  return null;
}

/** Agreements and annexes under which nothing can ever be recognised. */
export function* neverApplied(document: FactsDocument, known: Known): Generator<Finding> {
  for (const { record: agreement, path } of placed(document.agreements, '/agreements')) {
    const reason = withoutSides(agreement, known);
    if (reason !== null) {
      const message = `Agreement ${agreement.id} can never apply: ${reason}.`;
      yield { code: 'AGREEMENT_NEVER_APPLIES', path, message };
      continue;
    }
    for (const { record: annex, path: at } of placed(agreement.annexes, `${path}/annexes`)) {
      const name = `Annex ${annex.id} of ${agreement.id}`;
      const excluded = unreachable(annex, known);
      if (excluded !== null)
        yield { code: 'UNREACHABLE_ANNEX', path: at, message: `${name}: ${excluded}.` };
      const never = idle(annex, agreement, known);
      if (never !== null)
        yield {
          code: 'ANNEX_NEVER_APPLIES',
          path: at,
          message: `${name} can never apply: ${never}.`,
        };
    }
  }
}

import type { FactsDocument, Territory } from '../../../../schema/generated/facts.ts';
import { AgreementIndex } from './agreements.ts';
import {
  ACCREDITATIONS,
  AGREEMENTS,
  APPROVALS,
  BODIES,
  BODY_DEBARMENTS,
  CATALOGUES,
  CERTIFICATES,
  COVERAGES,
  DESIGNATIONS,
  type IndexSpec,
  LIKENESSES,
  MEASURES,
  PERSON_DEBARMENTS,
  PREDECESSORS,
  PRODUCT_MEASURES,
  REGISTERS,
  SCHEMES,
  SIGNATORIES,
  STANDARDS,
} from './index-specs.ts';
import { Timed } from './knowledge.ts';
import { Index, PreparedRecords } from './records.ts';
import { Territories } from './territories.ts';

const NONE: readonly never[] = [];

/** One index for each way in which the rules look records up. */
function indexes(facts: FactsDocument, workshop: PreparedRecords) {
  const index = <F extends object, R>(spec: IndexSpec<F, R>, records: readonly F[] = NONE) =>
    new Index(spec, records, workshop);
  return {
    standards: index(STANDARDS, facts.standards),
    schemes: index(SCHEMES, facts.schemes),
    bodies: index(BODIES, facts.bodies),
    approvals: index(APPROVALS, facts.approvals),
    accreditations: index(ACCREDITATIONS, facts.accreditations),
    signatories: index(SIGNATORIES, facts.signatories),
    designations: index(DESIGNATIONS, facts.designations),
    agreements: index(AGREEMENTS, facts.agreements),
    predecessors: index(PREDECESSORS, facts.agreements),
    catalogues: index(CATALOGUES, facts.catalogues),
    bodyDebarments: index(BODY_DEBARMENTS, facts.debarments),
    personDebarments: index(PERSON_DEBARMENTS, facts.debarments),
    measures: index(MEASURES, facts.measures),
    productMeasures: index(PRODUCT_MEASURES, facts.measures),
    registers: index(REGISTERS, facts.registers),
    coverages: index(COVERAGES, facts.registers),
    certificates: index(CERTIFICATES, facts.certificates),
    likenesses: index(LIKENESSES, facts.certificates),
  };
}

/** Everything known, filed for the rules. Immutable: what it remembers could be worked out again. */
export interface CompiledFacts extends ReturnType<typeof indexes> {
  readonly facts: FactsDocument;
  /** As known at an instant; containment is worked out once for each stretch of knowledge. */
  readonly territories: Timed<readonly Territory[], Territories>;
  /** The agreements that could join two territories. */
  readonly links: AgreementIndex;
  readonly workshop: PreparedRecords;
}

/**
 * Files the facts for the rules. Facts must not be altered afterwards. With `previous`, records that
 * it already held (the same objects) are not prepared again.
 */
export function compile(facts: FactsDocument, previous?: CompiledFacts): CompiledFacts {
  const workshop = previous?.workshop ?? new PreparedRecords();
  const { territories = NONE, agreements = NONE } = facts;
  return {
    ...indexes(facts, workshop),
    facts,
    territories: new Timed(territories, (visible) => new Territories(visible)),
    links: new AgreementIndex(agreements, territories, workshop),
    workshop,
  };
}

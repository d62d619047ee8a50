import type {
  Accreditation,
  Approval,
  Body,
  Certificate,
  Debarment,
  Designation,
  Measure,
  Register,
  Scheme,
  Signatory,
  Standard,
  Territory,
  TerritoryCode,
} from '../../../../schema/generated/facts.ts';
import { numberKey, numberLikeness } from '../../../../schema/spelling.ts';
import type { CompiledFacts } from './compile.ts';
import {
  type FactKind,
  type IndexSpec,
  measureKey,
  type PreparedCatalogue,
  type PreparedMeasure,
} from './index-specs.ts';
import { asRecorded } from './knowledge.ts';
import type { PreparedAgreement } from './prepared/agreement.ts';
import type { PreparedCertificate } from './prepared/certificate.ts';
import type { PreparedDebarment } from './prepared/debarment.ts';
import type { LifecycleRecord, PreparedLifecycle } from './prepared/life.ts';
import type { PreparedRegister } from './prepared/register.ts';
import { Index, PreparedRecords } from './records.ts';
import { Territories } from './territories.ts';
import type { Day, Instant } from '../timeline/time.ts';

/** What was found for one question. An array that is given replaces the compiled records of its kind. */
export interface Evidence {
  readonly certificates?: readonly Certificate[];
  readonly registers?: readonly Register[];
  readonly bodies?: readonly Body[];
  readonly approvals?: readonly Approval[];
  readonly accreditations?: readonly Accreditation[];
  readonly signatories?: readonly Signatory[];
  readonly designations?: readonly Designation[];
  readonly debarments?: readonly Debarment[];
}

const NO_TERRITORIES = new Territories([]);

type Keep<F extends LifecycleRecord> = (record: PreparedLifecycle<F>) => boolean;

const ofIssuer = (
  issuer: string | undefined,
): ((certificate: PreparedCertificate) => boolean) | undefined =>
  issuer === undefined ? undefined : ({ record }) => record.issuer === issuer;

/** Told of every record that a rule was given. */
export type ReliedListener = (kind: FactKind, record: object) => void;

/** Evidence comes again with the next question about the same certificate or body. */
const EVIDENCE = new PreparedRecords();

/** The facts that one question may see: those visible at its knowledge time. */
export class Sources {
  readonly #relied: ReliedListener | undefined;
  readonly #compiled: CompiledFacts;
  readonly #evidence: Evidence;
  readonly #known: Instant;
  readonly #territories: Territories;
  #given: Map<unknown, unknown> | undefined;

  constructor(
    compiled: CompiledFacts,
    evidence: Evidence,
    known: Instant,
    relied: ReliedListener | undefined,
  ) {
    this.#relied = relied;
    this.#compiled = compiled;
    this.#evidence = evidence;
    this.#known = known;
    this.#territories = compiled.territories.at(known) ?? NO_TERRITORIES;
  }

  /** Certificates of the number in any spelling, of every issuer or one. */
  certificates(number: string, issuer?: string): readonly PreparedCertificate[] {
    const { certificates } = this.#compiled;
    return this.#find(
      certificates,
      this.#evidence.certificates,
      numberKey(number),
      ofIssuer(issuer),
    );
  }

  /** Certificates with another number that looks the same, of every issuer or one. */
  lookalikes(number: string, issuer?: string): readonly PreparedCertificate[] {
    const { likenesses } = this.#compiled;
    const key = numberKey(number);
    const isOf = ofIssuer(issuer);
    const resembles = (one: PreparedCertificate): boolean =>
      one.key !== key && isOf?.(one) !== false;
    return this.#find(likenesses, this.#evidence.certificates, numberLikeness(number), resembles);
  }

  register(id: string): PreparedRegister | undefined {
    return this.#find(this.#compiled.registers, this.#evidence.registers, id)[0];
  }

  completeRegisters(): readonly PreparedRegister[] {
    return this.#find(this.#compiled.coverages, this.#evidence.registers, 'COMPLETE');
  }

  body(id: string): Body | undefined {
    return this.#find(this.#compiled.bodies, this.#evidence.bodies, id)[0];
  }

  approvals(body: string): readonly PreparedLifecycle<Approval>[] {
    return this.#find(this.#compiled.approvals, this.#evidence.approvals, body);
  }

  /** The accreditation with the id, if it is one of the body. */
  accreditation(id: string, body: string): PreparedLifecycle<Accreditation> | undefined {
    const { accreditations } = this.#compiled;
    const isOfBody: Keep<Accreditation> = ({ record }) => record.body === body;
    return this.#find(accreditations, this.#evidence.accreditations, id, isOfBody)[0];
  }

  /** Signatory records of the accreditation body under some agreements. */
  signatories(
    accreditationBody: string,
    agreements: ReadonlySet<string>,
  ): readonly PreparedLifecycle<Signatory>[] {
    const { signatories } = this.#compiled;
    const isUnder: Keep<Signatory> = ({ record }) => agreements.has(record.agreement);
    return this.#find(signatories, this.#evidence.signatories, accreditationBody, isUnder);
  }

  /** Designations of the body under some agreements. */
  designations(
    body: string,
    agreements: ReadonlySet<string>,
  ): readonly PreparedLifecycle<Designation>[] {
    const { designations } = this.#compiled;
    const isUnder: Keep<Designation> = ({ record }) => agreements.has(record.agreement);
    return this.#find(designations, this.#evidence.designations, body, isUnder);
  }

  debarmentsOfBody(body: string): readonly PreparedDebarment[] {
    return this.#find(this.#compiled.bodyDebarments, this.#evidence.debarments, body);
  }

  debarmentsOfPerson(person: string): readonly PreparedDebarment[] {
    return this.#find(this.#compiled.personDebarments, this.#evidence.debarments, person);
  }

  scheme(id: string): Scheme | undefined {
    return this.#find(this.#compiled.schemes, undefined, id)[0];
  }

  standard(id: string): Standard | undefined {
    return this.#find(this.#compiled.standards, undefined, id)[0];
  }

  /** Agreements that could join the two territories on some day, by id. */
  agreementsBetween(home: TerritoryCode, market: TerritoryCode): readonly PreparedAgreement[] {
    return this.#compiled.links.between(home, market, this.#known);
  }

  agreement(id: string): PreparedAgreement | undefined {
    return this.#compiled.agreements.at(id, this.#known)[0];
  }

  /** Visible agreements that name this one as their successor. */
  predecessors(id: string): readonly PreparedAgreement[] {
    const names = ({ record }: PreparedAgreement): boolean => record.successor?.agreement === id;
    return this.#find(this.#compiled.predecessors, undefined, id, names);
  }

  /** Catalogues of the market and of every territory that covers it on some day. */
  catalogues(market: TerritoryCode): readonly PreparedCatalogue[] {
    const { catalogues } = this.#compiled;
    if (catalogues.facts.length === 0) return [];
    return this.#territories
      .around(market)
      .flatMap((territory) => this.#find(catalogues, undefined, territory));
  }

  get hasMeasures(): boolean {
    return this.#compiled.measures.facts.length > 0;
  }

  /** Measures that give this criterion as their most particular one. */
  measures(criterion: keyof Measure, value: string): readonly PreparedMeasure[] {
    return this.#find(this.#compiled.measures, undefined, measureKey(criterion, value));
  }

  /** Measures about products, of the market and of every territory that covers it on some day. */
  productMeasures(market: TerritoryCode): readonly PreparedMeasure[] {
    const { productMeasures } = this.#compiled;
    return this.#territories
      .around(market)
      .flatMap((territory) => this.#find(productMeasures, undefined, territory));
  }

  /** covers(A, B, d) of RULE §0. */
  covers(outer: TerritoryCode, inner: TerritoryCode, day: Day): boolean {
    const covers = this.#territories.covers(outer, inner, day);
    if (this.#relied && covers && outer !== inner) this.rely('territories', this.territory(outer));
    return covers;
  }

  /** The territory itself, then by code every one that covers it on some day. */
  around(code: TerritoryCode): readonly TerritoryCode[] {
    return this.#territories.around(code);
  }

  /** The territories inside this one on the day, at any depth. */
  within(code: TerritoryCode, day: Day): readonly TerritoryCode[] {
    return this.#territories.within(code, day);
  }

  territory(code: TerritoryCode): Territory | undefined {
    return this.#territories.record(code);
  }

  /** Visible records under the key; those of them that the caller keeps count as relied on. */
  #find<F extends object, R extends object>(
    index: Index<F, R>,
    given: readonly F[] | undefined,
    key: string,
    keep?: (record: R) => boolean,
  ): readonly R[] {
    const source = given === undefined ? index : this.#indexOf(given, index.spec);
    const visible = source.at(key, this.#known);
    const found = keep === undefined || visible.length === 0 ? visible : visible.filter(keep);
    if (this.#relied) for (const record of found) this.rely(index.spec.kind, record);
    return found;
  }

  #indexOf<F extends object, R>(given: readonly F[], spec: IndexSpec<F, R>): Index<F, R> {
    this.#given ??= new Map();
    const made = this.#given.get(spec) as Index<F, R> | undefined;
    if (made) return made;
    const index = new Index(spec, given, EVIDENCE);
    this.#given.set(spec, index);
    return index;
  }

  /** Names a record as relied on; prepared ones as they were recorded. */
  rely(kind: FactKind, prepared: object | undefined): void {
    if (prepared === undefined) return;
    const record = 'record' in prepared ? (prepared.record as object) : prepared;
    this.#relied?.(kind, asRecorded(record));
  }
}

import type { Model } from 'mongoose';
import type { JobListener } from '../../../lib/backoff.ts';
import { PeriodicJob } from '../../../lib/periodic-job.ts';
import { verifyTrustBundle } from '../trust/index.ts';
import { STATUS, parseObject, readKeySet, statusAt } from '../verification/index.ts';
import type { StatusList } from '../verification/index.ts';
import { confirmed, happened, restated, retracted } from './evidence.ts';
import type { Evidence, Provenance } from './evidence.ts';
import type { FetchText } from './fetch.ts';
import type { PartnerLists } from './lists.ts';
import type { PresentedState, StoredPresented } from './model.ts';
import type { Presentation } from './presentation.ts';
import type { RecordFacts } from './record-facts.ts';
import type { Partner, Registry } from './registry.ts';

/** How often lists whose time has come are looked for, in milliseconds. */
const LOOK_MS = 1000;
/** How often partners' trust bundles are fetched, in milliseconds. */
const BUNDLES_MS = 3_600_000;

export interface PartnerRefreshOptions {
  readonly registry: Registry;
  readonly lists: PartnerLists;
  readonly presentation: Presentation;
  readonly presented: Model<StoredPresented>;
  readonly record: RecordFacts;
  readonly fetchText: FetchText;
  readonly now: () => Date;
}

/** Names of a certificate's fate, in reasons and as an event. */
const FATES = [
  ['CERT_WITHDRAWN', 'WITHDRAWN'],
  ['CERT_CANCELLED', 'CANCELLED'],
  ['CERT_SUSPENDED', 'SUSPENDED'],
] as const;

/** Keeps what partners said true: looks at its status when the list is due, and at their keys. */
export class PartnerRefresh {
  readonly #options: PartnerRefreshOptions;
  #bundlesAt = -Infinity;

  constructor(options: PartnerRefreshOptions) {
    this.#options = options;
  }

  /** Begins; returns how to stop, which waits for what is under way. */
  start(told: JobListener): () => Promise<void> {
    const job = new PeriodicJob(() => this.look(), { periodMs: LOOK_MS, listener: told });
    return () => job.stop();
  }

  /** One round: partners' bundles when an hour has passed, then every list that is due. */
  async look(): Promise<void> {
    const partners = await this.#options.registry.active();
    if (partners.size > 0 && performance.now() - this.#bundlesAt > BUNDLES_MS) {
      this.#bundlesAt = performance.now();
      for (const partner of partners.values()) await this.#bundle(partner);
    }
    for (const { partner: id, address } of await this.#options.lists.claimDue()) {
      const partner = partners.get(id);
      const list = partner ? await this.#options.lists.fetch(partner, address) : null;
      for (const one of await this.#options.presentation.openIn(address))
        await this.#settle(one, partner, list);
    }
  }

  /** Takes the keys that a partner's root has signed meanwhile. */
  async #bundle({ id, url, root, bundleSeq }: Partner): Promise<void> {
    const { registry, fetchText, now } = this.#options;
    if (!root) return;
    const token = await fetchText(`${url}/.well-known/trust-bundle.jws`);
    if (token === null) return;
    const roots = await readKeySet({ keys: [root] });
    const opened = await verifyTrustBundle(token, { roots, now: now(), seen: bundleSeq });
    if (opened.outcome === 'TRUSTED') await registry.follow(id, opened.bundle);
  }

  /** Brings the facts made of one attestation in line with its status. */
  async #settle(
    one: StoredPresented,
    partner: Partner | undefined,
    list: StatusList | null,
  ): Promise<void> {
    const state = partner ? stateOf(list, one.index) : 'REVOKED';
    // Not known: the facts stay as they are, and go stale by the rule.
    if (state === null) return;
    const facts = await this.#factsOf(one, partner, state);
    if (facts !== one.facts) {
      const report = await this.#options.record([facts]);
      if (report.outcome === 'REJECTED') throw new RangeError('Facts of a partner were refused.');
    }
    if (facts !== one.facts || state !== one.state)
      await this.#options.presented.updateOne({ _id: one._id }, { $set: { state, facts } });
  }

  async #factsOf(
    one: StoredPresented,
    partner: Partner | undefined,
    state: PresentedState,
  ): Promise<Evidence> {
    const at = this.#options.now();
    const facts = one.facts as Evidence;
    const isBelieved = facts.certificate !== null && facts.certificate.retractedAt === undefined;
    if (state === 'VALID') {
      const ended =
        facts.certificate?.events?.at(-1)?.type === 'SUSPENDED' && one.state === 'SUSPENDED';
      const again = !isBelieved
        ? restated(one.certificate, originOf(one), facts, at)
        : ended
          ? happened(facts, 'RESTORED', 'The partner restored its attestation.', at)
          : facts;
      return confirmedOrSame(again, at);
    }
    if (!isBelieved || (state === one.state && state === 'SUSPENDED')) return facts;
    const fate = partner && (await this.#fate(partner, one));
    return fate ? happened(facts, fate.type, fate.reason, at) : retracted(facts, at);
  }

  /**
   * Why the partner took its word back, as it says at its registered base. Only the manner of the end rests on
   * this unsigned answer; that it has ended, the signed list said.
   */
  async #fate({ id, url }: Partner, { jti }: StoredPresented) {
    if (!jti.startsWith(`${url}/attestations/`)) return undefined;
    const text = await this.#options.fetchText(jti, 'application/json');
    const reason = text === null ? undefined : parseObject(Buffer.from(text))?.['statusReason'];
    const words = typeof reason === 'string' ? reason.split(/[^A-Z_]+/) : [];
    const [code, type] = FATES.find(([name]) => words.includes(name)) ?? [];
    return code && { type, reason: `${code}, as ${id} says` };
  }
}

/** The same facts when they were confirmed today already. */
const confirmedOrSame = (facts: Evidence, at: Date): Evidence => {
  const next = confirmed(facts, at);
  return next.register === facts.register ? facts : next;
};

const originOf = ({ _id, partner, kid, jti }: StoredPresented): Provenance => ({
  digest: _id,
  partner,
  kid,
  jti,
});

function stateOf(list: StatusList | null, index: number): PresentedState | null {
  switch (list && statusAt(list, index)) {
    case STATUS.VALID:
      return 'VALID';
    case STATUS.SUSPENDED:
      return 'SUSPENDED';
    case STATUS.INVALID:
      return 'REVOKED';
    default:
      return null;
  }
}

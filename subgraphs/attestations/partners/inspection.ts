import { NODE_PLATFORM } from '../self-verification/node-platform.ts';
import {
  ageOf,
  fail,
  parseCompact,
  parseKid,
  parseObject,
  statusAt,
  statusCheck,
  statusReference,
  unknown,
  verifyAttestation,
} from '../verification/index.ts';
import type {
  AttestationReading,
  Check,
  StatusCheck,
  LogSource,
  VerifiedJws,
  Verification,
} from '../verification/index.ts';
import { scopeCheck } from '../trust/index.ts';
import type { FetchText } from './fetch.ts';
import { PartnerLists } from './lists.ts';
import type { Partner, Registry } from './registry.ts';

export interface PartnerInspectionOptions {
  readonly registry: Registry;
  readonly lists: PartnerLists;
  readonly fetchText: FetchText;
  readonly isOfTerritory: IsOfTerritory;
  readonly now: () => Date;
}

/**
 * Whether a body is of a territory, one of its subdivisions or, of a union, of a member, as far as the facts of
 * this hub know the body; true where they do not.
 */
export type IsOfTerritory = (body: string, territory: string) => Promise<boolean>;

/** The outcome of inspecting an attestation of a partner. */
export interface Inspected {
  readonly partner: Partner;
  readonly verification: Verification;
  /** The token; absent unless the partner signed it. */
  readonly opened?: VerifiedJws;
}

/** Strict verification of partners' attestations: with their registered keys, within their scope. */
export class PartnerInspection {
  readonly #options: PartnerInspectionOptions;

  constructor(options: PartnerInspectionOptions) {
    this.#options = options;
  }

  /**
   * Verifies an attestation of a partner; null when it names none as its issuer.
   * @param proof place in the partner's log, when the presenter has it
   */
  async inspect(
    token: string,
    {
      audience,
      proof,
    }: {
      readonly audience?: string | readonly string[] | undefined;
      readonly proof?: string;
    } = {},
  ): Promise<Inspected | null> {
    const partner = await this.#partnerOf(token);
    if (!partner) return null;
    const heard: { opened?: VerifiedJws } = {};
    const log = await this.#log(partner, token, proof);
    const verification = await verifyAttestation(token, {
      keys: partner.pinned,
      now: this.#options.now(),
      platform: NODE_PLATFORM,
      ...(audience === undefined ? {} : { audience }),
      ...(log === undefined ? {} : { log }),
      enquiries: [
        (opened) => {
          heard.opened = opened;
          return this.#scope(partner, opened.reading);
        },
        this.#status(partner),
      ],
    });
    return { partner, verification, ...heard };
  }

  /** The partner that the token's key identifier names, before anything of it is believed. */
  async #partnerOf(token: string): Promise<Partner | undefined> {
    const issuer = parseKid(parseCompact(token)?.header['kid'])?.issuer;
    return issuer === undefined ? undefined : (await this.#options.registry.active()).get(issuer);
  }

  /** The log is asked when its word is demanded, and when only it can tell that a key was still in use. */
  async #log(
    { id, url, pinned, trustedLog, requireLog }: Partner,
    token: string,
    given: string | undefined,
  ): Promise<LogSource | undefined> {
    const jws = parseCompact(token);
    const kid = jws?.header['kid'];
    const key = typeof kid === 'string' ? pinned.get(kid) : undefined;
    const isEnded = key?.retiredAt !== undefined || key?.revokedAt !== undefined;
    if (!trustedLog || !jws || !(requireLog || isEnded || given !== undefined)) return undefined;
    if (given !== undefined) return { log: trustedLog, proof: given };
    const attestation = idOf(jws.payload, url);
    const proof =
      attestation === null || key?.issuer !== id
        ? null
        : await this.#options.fetchText(`${url}/log/proof/${attestation}`);
    return { log: trustedLog, proof };
  }

  /**
   * The partner may speak for what it says, and the body that issued the certificate is not known here as
   * one of elsewhere.
   */
  async #scope({ scope }: Partner, reading: AttestationReading | undefined): Promise<Check> {
    const check = scopeCheck(scope, reading);
    const body = reading?.certificate?.issuer;
    if (check.outcome !== 'PASS' || body === undefined) return check;
    return (await this.#options.isOfTerritory(body, scope.territory))
      ? check
      : fail('scope', 'OUT_OF_SCOPE', 'Its issuer may not speak for this.');
  }

  #status(partner: Partner): StatusCheck {
    return async ({ claims }) => {
      const reference = statusReference(claims);
      if (!reference || PartnerLists.numberOf(partner, reference.uri) === null) {
        const message = 'Its status does not stand where this partner is registered.';
        return fail('status', 'BAD_STATUS_REFERENCE', message);
      }
      const list = await this.#options.lists.read(partner, reference.uri);
      if (!list)
        return unknown('status', 'NO_STATUS_LIST', 'The status list of its issuer cannot be had.');
      return statusCheck(statusAt(list, reference.index), ageOf(list, this.#options.now()));
    };
  }
}

const ATTESTATION_ID = /^[A-Za-z0-9_-]{22}$/;

/** The last segment of `jti`, if that stands at the registered base. */
function idOf(payload: Uint8Array, url: string): string | null {
  const jti = parseObject(payload)?.['jti'];
  const prefix = `${url}/attestations/`;
  if (typeof jti !== 'string' || !jti.startsWith(prefix)) return null;
  const id = jti.slice(prefix.length);
  return ATTESTATION_ID.test(id) ? id : null;
}

import type { KeyRing } from '../keys/index.ts';
import { historicalKeySet } from '../keys/index.ts';
import type { Scope } from './scope.ts';

/** A hub as a bundle names it. */
export interface PartyEntry extends Scope {
  readonly id: string;
  readonly url: string;
}

export interface PartnerEntry extends PartyEntry {
  /** Public keys with their periods. */
  readonly keys: readonly object[];
  readonly log?: object;
}

/** The content of a bundle without its time: made at the hub, taken to the root, signed there. */
export interface BundleDraft {
  readonly iss: string;
  readonly seq: number;
  readonly hub: PartyEntry;
  readonly keys: readonly object[];
  /** Origin, verifier key and witnesses of the log, as in `mra_log`. */
  readonly log: object;
  readonly partners: readonly PartnerEntry[];
}

export interface DraftParts {
  readonly hub: PartyEntry;
  readonly keys: KeyRing;
  readonly log: object;
  readonly partners: readonly PartnerEntry[];
  /** Number of the last bundle published; 0: none. */
  readonly last: number;
}

/** The next bundle of a hub: every key it ever had, its log, its partners. */
export function draftBundle({ hub, keys, log, partners, last }: DraftParts): BundleDraft {
  for (const purpose of ['attestation', 'status'] as const) keys.signer(purpose);
  return {
    iss: hub.id,
    seq: last + 1,
    hub,
    keys: historicalKeySet(keys).keys,
    log,
    partners,
  };
}

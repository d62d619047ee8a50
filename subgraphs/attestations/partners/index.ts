import type { JobListener } from '../../../lib/backoff.ts';
import type { Mongoose } from 'mongoose';
import type { KeyRing } from '../keys/index.ts';
import { COUNTRY_DAYS } from '../../../facts/model/days.ts';
import type { Days } from '../../federation/subgraph.ts';
import type { Recognise } from '../ports.ts';
import { fetchText } from './fetch.ts';
import type { FetchText } from './fetch.ts';
import { PartnerInspection } from './inspection.ts';
import type { IsOfTerritory } from './inspection.ts';
import { PartnerLists } from './lists.ts';
import { partnerModels } from './model.ts';
import type { PartnerModels } from './model.ts';
import { Presentation } from './presentation.ts';
import type { RecordFacts } from './record-facts.ts';
import { Registry } from './registry.ts';
import { PartnerRefresh } from './upkeep.ts';

/** Partners: hubs whose word counts here, for what was agreed and no more. */
export { PartnerError } from './fault.ts';
export type { PartnerFault } from './fault.ts';
export { partnerModels } from './model.ts';
export type { StoredPartner } from './model.ts';
export { proveKey } from './proof.ts';
export { Registry } from './registry.ts';
export type { IsOfTerritory } from './inspection.ts';
export type { Presenter, Presented, PresentationOutcome } from './presentation.ts';
export { bodiesIn, recorderInto } from './record-facts.ts';
export type { FetchText } from './fetch.ts';

export interface PartnersOptions {
  readonly mongoose: Mongoose;
  readonly keys: KeyRing;
  readonly hubId: string;
  readonly publicUrl: string;
  readonly homeTerritory: string;
  readonly recognise: Recognise;
  readonly record: RecordFacts;
  readonly isOfTerritory: IsOfTerritory;
  /** Which day it is in a market; absent: by the time zones of countries. */
  readonly days?: Days;
  readonly now: () => Date;
  /** Bytes from a cryptographic source. */
  readonly random: (size: number) => Uint8Array;
  /** Absent: over HTTP. */
  readonly fetchText?: FetchText;
}

/** The partners of a hub: registered, verified, listened to and kept up with. */
export class Partners {
  readonly registry: Registry;
  readonly inspection: PartnerInspection;
  readonly presentation: Presentation;
  readonly #options: PartnersOptions;
  readonly #models: PartnerModels;
  readonly #lists: PartnerLists;
  readonly #fetchText: FetchText;

  constructor(options: PartnersOptions) {
    const { mongoose, keys, hubId, publicUrl, homeTerritory, recognise, record, now, random } =
      options;
    const models = partnerModels(mongoose);
    this.#options = options;
    this.#models = models;
    this.#fetchText = options.fetchText ?? fetchText;
    this.#lists = new PartnerLists({ lists: models.lists, fetchText: this.#fetchText, now });
    this.registry = new Registry({ models, keys, hubId, now, random });
    this.inspection = new PartnerInspection({
      registry: this.registry,
      lists: this.#lists,
      fetchText: this.#fetchText,
      isOfTerritory: options.isOfTerritory,
      now,
    });
    this.presentation = new Presentation({
      presented: models.presented,
      inspection: this.inspection,
      recognise,
      record,
      audiences: [hubId, publicUrl],
      market: homeTerritory,
      days: options.days ?? (() => COUNTRY_DAYS),
      now,
    });
  }

  /** Keeps up with the partners from now on; returns how to stop. */
  keepUp(told: JobListener): () => Promise<void> {
    return this.#upkeep().start(told);
  }

  /** Looks once at everything that is due. */
  look(): Promise<void> {
    return this.#upkeep().look();
  }

  #upkeep(): PartnerRefresh {
    const { record, now } = this.#options;
    return new PartnerRefresh({
      registry: this.registry,
      lists: this.#lists,
      presentation: this.presentation,
      presented: this.#models.presented,
      record,
      fetchText: this.#fetchText,
      now,
    });
  }
}

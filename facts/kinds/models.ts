import type { Mongoose } from 'mongoose';
import { agreementModels } from './agreements.ts';
import { bodyModels } from './bodies.ts';
import { certificateModels } from './certificates.ts';
import type { FactKind } from './kinds.ts';
import type { FactModel } from '../model/model.ts';

export type FactModels = { readonly [K in FactKind]: FactModel<K> };

/** The models of all kinds, each as the subgraph that owns the kind declares it. */
export const factModels = (mongoose: Mongoose): FactModels => ({
  ...agreementModels(mongoose),
  ...bodyModels(mongoose),
  ...certificateModels(mongoose),
});

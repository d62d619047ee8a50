import type { Mongoose } from 'mongoose';
import { FACT_KINDS, type FactKind } from './kinds.ts';
import { defineFacts, type FactModel } from './stored.ts';

/** The kinds of fact that the agreements subgraph owns: few, read whole and compiled. */
export const agreementModels = (mongoose: Mongoose) => ({
  territories: defineFacts(mongoose, 'territories'),
  standards: defineFacts(mongoose, 'standards'),
  schemes: defineFacts(mongoose, 'schemes'),
  agreements: defineFacts(mongoose, 'agreements'),
  catalogues: defineFacts(mongoose, 'catalogues'),
  measures: defineFacts(mongoose, 'measures'),
});

/** The kinds of fact that the bodies subgraph owns, each found by the body that it is about. */
export const bodyModels = (mongoose: Mongoose) => ({
  bodies: defineFacts(mongoose, 'bodies', [{ 'fact.territory': 1, key: 1 }]),
  approvals: defineFacts(mongoose, 'approvals', [{ 'fact.body': 1 }]),
  accreditations: defineFacts(mongoose, 'accreditations', [
    { 'fact.body': 1 },
    { 'fact.accreditationBody': 1 },
  ]),
  signatories: defineFacts(mongoose, 'signatories', [{ 'fact.accreditationBody': 1 }]),
  designations: defineFacts(mongoose, 'designations', [
    { 'fact.body': 1 },
    { 'fact.agreement': 1 },
  ]),
  debarments: defineFacts(mongoose, 'debarments', [{ 'fact.body': 1 }, { 'fact.person': 1 }]),
});

/** The kinds of fact that the certificates subgraph owns; `key` is the number or the register id. */
export const certificateModels = (mongoose: Mongoose) => ({
  registers: defineFacts(mongoose, 'registers'),
  certificates: defineFacts(mongoose, 'certificates', [
    { likeness: 1 },
    { 'fact.issuer': 1, key: 1 },
    { 'fact.holder.id': 1, key: 1 },
    { 'fact.scheme': 1, key: 1 },
    { 'fact.issuerTerritory': 1, key: 1 },
  ]),
});

export type FactModels = { readonly [K in FactKind]: FactModel<K> };

/** The models of all kinds. Those that no subgraph has given indexes are found by their key alone. */
export const factModels = (mongoose: Mongoose): FactModels => {
  const declared: Partial<FactModels> = {
    ...agreementModels(mongoose),
    ...bodyModels(mongoose),
    ...certificateModels(mongoose),
  };
  const models = FACT_KINDS.map((kind) => [kind, declared[kind] ?? defineFacts(mongoose, kind)]);
  return Object.fromEntries(models) as FactModels;
};

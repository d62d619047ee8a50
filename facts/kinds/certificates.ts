import type { Mongoose } from 'mongoose';
import { defineFacts } from '../model/model.ts';

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

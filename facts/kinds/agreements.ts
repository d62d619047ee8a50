import type { Mongoose } from 'mongoose';
import { defineFacts } from '../model/model.ts';

/** The kinds of fact that the agreements subgraph owns: few, read whole and compiled. */
export const agreementModels = (mongoose: Mongoose) => ({
  territories: defineFacts(mongoose, 'territories'),
  standards: defineFacts(mongoose, 'standards'),
  schemes: defineFacts(mongoose, 'schemes'),
  agreements: defineFacts(mongoose, 'agreements'),
  catalogues: defineFacts(mongoose, 'catalogues'),
  measures: defineFacts(mongoose, 'measures'),
});

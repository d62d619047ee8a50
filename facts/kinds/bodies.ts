import type { Mongoose } from 'mongoose';
import { defineFacts } from '../model/model.ts';

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

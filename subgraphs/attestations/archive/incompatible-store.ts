import type { Mongoose } from 'mongoose';
import { HubError } from '../../../lib/errors/hub-error.ts';

/** Collections in which earlier builds kept attestations and the log, in ways that this one does not read. */
const EARLIER = ['attestations', 'attestation_records', 'log_leaves'] as const;

/** The store holds what another build recorded in another way. Nothing was written to it. */
export class IncompatibleStore extends HubError<'STORE_OTHER_BUILD'> {
  constructor() {
    super(
      'STORE_OTHER_BUILD',
      'The store was made by another build of the hub, which keeps its records in another way. ' +
        'Export the facts with that build (`symbolon export`) and import them into an empty store.',
    );
  }
}

/** Refuses a store in which this build would begin a second log. @throws IncompatibleStore */
export async function refuseIncompatibleStore({ connection }: Mongoose): Promise<void> {
  for (const name of EARLIER)
    if (await connection.collection(name).findOne({}, { projection: { _id: 1 } }))
      throw new IncompatibleStore();
}

import { input, later, type ErrorEntry } from './entry.ts';

/** Codes of what goes wrong inside: logged, and shown to callers under a public code. */
export const INSIDE = {
  STORE_LOCKED: later({ status: 503, text: 'Another process has the store open.' }),
  STORE_UNREADABLE: later({ status: 503, text: 'The files of the store cannot be read.' }),
  STORE_DAMAGED: later({ status: 503, text: 'The files of the store are damaged.' }),
  STORE_NEWER_FORMAT: later({ status: 503, text: 'A newer build has written the store.' }),
  STORE_DISK_FULL: later({ status: 503, text: 'The disk of the store is full.' }),
  STORE_UNREACHABLE: later({ status: 503, text: 'The store does not answer.' }),
  STORE_FAILED: later({ status: 503, text: 'The store failed.' }),
  STORE_OTHER_BUILD: later({ status: 503, text: 'Another build of the hub made the store.' }),
  SPOOL_FULL: later({
    status: 503,
    text: 'There is no room to keep the document while it is read.',
  }),
  SPOOL_FAILED: later({ status: 503, text: 'The document could not be kept while it was read.' }),
  SPOOL_TOO_LARGE: input({ status: 413, text: 'The document is larger than is accepted.' }),
  FACTS_BUSY: later({ status: 503, text: 'Another writer is at work; nothing was changed.' }),
  FACTS_OVERTAKEN: later({ status: 503, text: 'Another writer took over; nothing was stored.' }),
  CLOCK_BEHIND: later({ status: 503, text: 'The clock stands before something already signed.' }),
  DECISION_STALE: later({
    status: 503,
    text: 'The facts changed between decision and signature; nothing was signed.',
  }),
  SIGNATURE_NOT_VERIFIED: later({
    status: 503,
    text: 'A signature came out wrong and was withheld.',
  }),
  LEASE_LOST: later({ status: 503, text: 'Another process took the lease.' }),
  EVIDENCE_UNAVAILABLE: later({ status: 503, text: 'A source of evidence does not answer.' }),
  DEADLINE_EXCEEDED: later({ status: 503, text: 'The work did not end in time.' }),
  CIRCUIT_OPEN: later({ status: 503, text: 'The subgraph service is not asked for a while.' }),
  PLANNING_FAILED: later({ status: 500, text: 'The planner cannot plan the operation.' }),
  PLANNER_DIED: later({
    status: 503,
    text: 'The process of the planner ended over the operation.',
  }),
  PLANNER_TOO_SLOW: later({ status: 503, text: 'The planner took longer than it may.' }),
  PLANNER_BUSY: later({ status: 503, text: 'Too many operations wait to be planned.' }),
  PLANNER_ABSENT: later({ status: 503, text: 'There is no planner for this platform.' }),
  STREAM_TOO_SLOW: input({ status: 408, text: 'The stream moves fewer bytes than it must.' }),
  SIMULATION_TOO_LARGE: input({
    status: 400,
    text: 'The simulation concerns more certificates than one may.',
  }),
  BSON_MALFORMED: input({ status: 400, text: 'The bytes are no BSON document.' }),
  MESSAGE_MALFORMED: input({ status: 400, text: 'The bytes are no message of the wire protocol.' }),
} as const satisfies Record<string, ErrorEntry>;

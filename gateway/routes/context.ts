import type { Config } from '../config/config.ts';
import type { Feed } from './feed/feed.ts';
import type { PersistedOperations } from '../graphql/persisted.ts';
import type { GraphqlService } from '../graphql/service.ts';
import type { Identify } from '../identity/index.ts';
import type { Logger } from '../observability/log.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { FairScheduler } from '../../subgraphs/federation/turns.ts';

/** One thing that must hold for the hub to be ready, and whether it does. */
export type Check = () => boolean | Promise<boolean>;

/** Parts of the running hub that routes need. */
export interface Hub {
  readonly config: Config;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly now: () => Date;
  readonly identify: Identify;
  readonly graphql: GraphqlService;
  readonly persisted: PersistedOperations;
  /** How often a subgraph has failed so far: an answer during which one did is not kept. */
  readonly outages?: () => number;
  /** By name, as shown by `/health/ready`. */
  readonly checks: Readonly<Record<string, Check>>;
  /** Registers what is to end, besides requests, when the hub begins to stop. */
  readonly onDrain?: (end: () => void) => void;
  readonly feed?: Feed;
  /** In which heavy work is done; absent: at once. */
  readonly turns?: FairScheduler;
}

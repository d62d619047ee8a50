import { rmSync } from 'node:fs';
import { BSON } from 'bson';
import { decode } from '../../../store/bson/decode.ts';
import { encode } from '../../../store/bson/encode.ts';
import { run } from '../../../store/commands/index.ts';
import { Engine } from '../../../store/engine/engine.ts';
import { freshDirectory } from './store.ts';

type Fields = Record<string, unknown>;

/** An engine without its thread and socket, for tests that ask it thousands of questions. */
export class DirectEngine {
  readonly dataDir: string;
  readonly engine: Engine;

  constructor(dataDir = freshDirectory()) {
    this.dataDir = dataDir;
    this.engine = new Engine(dataDir);
  }

  /** Runs a command given and answered as the `bson` package writes and reads it. */
  async command(command: Fields): Promise<Fields> {
    const body = decode(Buffer.from(BSON.serialize(command)));
    const name = body.keys().next().value ?? '';
    const reply = await run({ engine: this.engine, name, db: 'test', body, sequences: new Map() });
    this.engine.transaction.commit();
    return BSON.deserialize(encode(reply));
  }

  /** All documents of a find. */
  async find(collection: string, rest: Fields): Promise<Fields[]> {
    const reply = await this.command({ find: collection, batchSize: 1_000_000, ...rest });
    return (reply['cursor'] as { firstBatch: Fields[] }).firstBatch;
  }

  /** The stage that finds the documents: IXSCAN with its index, COLLSCAN, OR; and whether it sorts. */
  async plan(collection: string, rest: Fields): Promise<{ by: string; sorts: boolean }> {
    const reply = await this.command({
      explain: { find: collection, ...rest },
      verbosity: 'queryPlanner',
    });
    let stage = (reply['queryPlanner'] as { winningPlan: Fields }).winningPlan;
    const sorts = stage['stage'] === 'SORT';
    while (stage['inputStage'] !== undefined) stage = stage['inputStage'] as Fields;
    return { by: String(stage['indexName'] ?? stage['stage']), sorts };
  }

  remove(): void {
    this.engine.close();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

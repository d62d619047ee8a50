/**
 * The planner's own process: what is native may abort it, and then nobody but the operation at fault is
 * concerned. Started and spoken to by `planner-process.ts`; it ends with its parent.
 */
import type { FromPlanner, ToPlanner } from './messages.ts';

const say = (answer: FromPlanner): void => {
  process.send?.(answer);
};
const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

// An exit would wait for a planner's thread; the parent, if it lives, knows what it asked for.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
// A terminal and a supervisor signal the whole group, while the parent still answers requests.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);

const hive = await import('./hive-planner.ts').catch(() => undefined);
let planner: ReturnType<NonNullable<typeof hive>['openHive']> | undefined;

async function receive(message: ToPlanner): Promise<void> {
  if (!hive) {
    say({ kind: 'absent' });
    return;
  }
  if (message.kind === 'load') {
    try {
      planner = hive.openHive(message.supergraphSdl);
      say({ kind: 'loaded', apiSdl: planner.apiSdl });
    } catch (error) {
      say({ kind: 'refused', message: messageOf(error) });
    }
    return;
  }
  const { number, text, operationName } = message;
  try {
    if (!planner) throw new Error('No supergraph is loaded');
    say({ kind: 'planned', number, node: await planner.plan(text, operationName) });
  } catch (error) {
    say({ kind: 'failed', number, message: messageOf(error) });
  }
}

process.on('message', (message: ToPlanner) => void receive(message));

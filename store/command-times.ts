import type { Mongoose } from 'mongoose';

/** Told of a command that ended, however it did: its name, such as `find`, and the seconds it took. */
export type OnCommand = (command: string, seconds: number) => void;

/**
 * Times the commands of a connection made with `monitorCommands`. The driver's own durations are
 * whole milliseconds, longer than most commands to the embedded engine take. For the events the driver
 * reads the records of an answer twice: some 2 µs a record, and 30 µs a command.
 */
export function timeCommands({ connection }: Mongoose, onCommand: OnCommand): void {
  const started = new Map<number, number>();
  const ended = ({ requestId, commandName }: CommandEvent): void => {
    const start = started.get(requestId);
    if (start === undefined) return;
    started.delete(requestId);
    onCommand(commandName, (performance.now() - start) / 1000);
  };
  connection
    .getClient()
    .on('commandStarted', ({ requestId }) => started.set(requestId, performance.now()))
    .on('commandSucceeded', ended)
    .on('commandFailed', ended);
}

interface CommandEvent {
  readonly requestId: number;
  readonly commandName: string;
}

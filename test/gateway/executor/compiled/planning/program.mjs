/** A planner's program that does as the operation's text says. */
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.on('message', ({ kind, number, text }) => {
  if (kind === 'load') {
    process.send({ kind: 'loaded', apiSdl: 'type Query { a: Int }' });
    return;
  }
  if (text.includes('aborts')) process.abort();
  if (text.includes('loops')) for (;;);
  if (text.includes('waits')) return;
  const planned = { kind: 'planned', number, node: { kind: 'Sequence', nodes: [] } };
  if (text.includes('later')) setTimeout(() => process.send(planned), 200);
  else if (text.includes('fails')) process.send({ kind: 'failed', number, message: 'no' });
  else process.send(planned);
});

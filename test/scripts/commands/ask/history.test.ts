import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CERTIFICATE, FACTS } from '../../../subgraphs/agreements/decision/recognised.ts';
import { testGateway } from '../../../subgraphs/engines.ts';
import { testGraph } from '../../../subgraphs/graph.ts';
import { serveGraphql, symbolon } from '../../cli.ts';

const ASKED = [
  ...['history', '--certificate', CERTIFICATE.number, '--market', 'BB', '--hs', '8518'],
  ...['--from', '2019-12-31', '--to', '2026-12-31'],
];

describe('symbolon history', () => {
  let folder: string;
  let facts: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'history-'));
    facts = join(folder, 'facts.json');
    writeFileSync(facts, JSON.stringify(FACTS));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('tells the same from a hub as over the facts themselves', async () => {
    const graph = await testGraph();
    await graph.load(FACTS);
    const gateway = await testGateway(graph, 'compiled');
    const server = await serveGraphql(gateway);
    const pure = await symbolon([...ASKED, '--facts', facts, '--locale', 'zh']);
    const hub = await symbolon([...ASKED, '--hub', server.url, '--locale', 'zh']);
    await server.stop();
    await gateway.stop();
    await graph.close();
    expect(hub).toEqual(pure);
    expect(pure.exit).toBe(0);
    expect(pure.stdout).toMatch(/^C1 → BB\n2019-12-31 \.\. \d{4}/);
    expect(pure.stdout).toContain('证书');
  });

  it('is about the certificate of the issuer named', async () => {
    const named = (issuer: string) =>
      symbolon([...ASKED, '--issuer', issuer, '--facts', facts, '--json']);
    const [own, others] = [await named(CERTIFICATE.issuer), await named('NOBODY')];
    expect(own.stdout).not.toContain('CERT_NOT_FOUND');
    expect(others.stdout).toContain('CERT_NOT_FOUND');
    expect(others.stdout).not.toContain('RECOGNISED_BY');
  });

  it('gives one JSON document', async () => {
    const { stdout, exit } = await symbolon([...ASKED, '--facts', facts, '--json']);
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      from: '2019-12-31',
      to: '2026-12-31',
      intervals: expect.arrayContaining([
        expect.objectContaining({ from: '2019-12-31', status: 'NOT_RECOGNISED' }),
      ]),
    });
  });

  it('refuses days in the wrong order', async () => {
    const turned = [...ASKED.slice(0, -3), '2026-12-31', '--to', '2019-12-31'];
    const { exit, stderr } = await symbolon([...turned, '--facts', facts]);
    expect([exit, stderr]).toEqual([2, expect.stringContaining('is before --from')]);
  });
});

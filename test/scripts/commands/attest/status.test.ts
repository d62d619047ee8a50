import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { register } from '../../../../scripts/commands/attest/status.ts';
import { startFactsHub } from '../../../gateway/routes/attestations/facts-hub.ts';
import type { FactsHub } from '../../../gateway/routes/attestations/facts-hub.ts';
import { runCommand } from '../command.ts';

let hub: FactsHub;
let token: string;
let id: string;
beforeAll(async () => {
  hub = await startFactsHub();
  token = await hub.tokenFor('hub:admin');
  ({ id } = await hub.attest('C-1'));
});
afterAll(() => hub.stop());

const order = (command: string, attestation: string, ...more: string[]) =>
  runCommand(register, command, attestation, '--hub', hub.url, '--token', token, ...more);

const WHY = ['--reason', 'tried'];

describe('symbolon suspend, reinstate and revoke', () => {
  it('change the status one after the other, and say what it is', async () => {
    expect(await order('suspend', id, ...WHY)).toMatchObject({ code: 0 });
    expect(await order('reinstate', id, ...WHY)).toMatchObject({ code: 0 });
    const { code, stdout } = await order('revoke', id, ...WHY, '--json');
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { id, status: 'REVOKED' }]);
  });

  it('end with 1 when the attestation keeps another status', async () => {
    await order('revoke', id, ...WHY); // for good, whatever came before
    expect((await order('reinstate', id, ...WHY)).code).toBe(1);
  });

  it.each([
    ['without a reason', [], 'reason'],
    ['with an empty reason', ['--reason', ' '], 'reason'],
  ])('refuse %s', async (_, more, named) => {
    const { code, stderr } = await order('suspend', id, ...more);
    expect(code).toBe(2);
    if (more.length > 0) expect(stderr).toContain(named);
  });

  it('refuse an attestation that the hub has not issued', async () => {
    const { code, stderr } = await order('suspend', 'nothing', ...WHY);
    expect([code, stderr]).toEqual([2, expect.stringContaining('NOT_FOUND')]);
  });
});

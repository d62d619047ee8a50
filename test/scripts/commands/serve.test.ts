import { describe, expect, it } from '@jest/globals';
import { register } from '../../../scripts/commands/serve.ts';
import { symbolon } from '../cli.ts';
import { runCommand } from './command.ts';

// That it serves is shown by test/gateway/bootstrap/lifecycle.test.ts and workers.test.ts.
describe('symbolon serve', () => {
  it('names each fault of its environment and ends with 78', async () => {
    const env = { PORT: 'harbour', PUBLIC_URL: 'nowhere' };
    const { exit, stderr } = await symbolon(['serve'], { env });
    expect(exit).toBe(78);
    expect(stderr).toContain('PORT');
    expect(stderr).toContain('PUBLIC_URL');
  });

  it.each(['-1', 'many', '1.5', '9999999999'])('refuses %s requests per minute', async (many) => {
    const { code } = await runCommand(register, 'serve', '--requests-per-minute', many);
    expect(code).toBe(2);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { startTestHub } from '../support/hub.ts';
import type { TestHub } from '../support/hub.ts';

describe.each(['compiled', 'apollo'] as const)('GraphQL over HTTP with the %s engine', (engine) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startTestHub({ engine });
  });
  afterAll(() => hub.stop());

  const audits = serverAudits({ url: () => `${hub.url}/graphql` });

  it('is measured by all 61 audits', () => {
    expect(audits).toHaveLength(61);
  });

  it.each(audits.map((audit) => [`${audit.id} ${audit.name}`, audit] as const))(
    '%s',
    async (_, audit) => {
      const result = await audit.fn();
      expect(result).toMatchObject({ status: 'ok' });
    },
  );
});

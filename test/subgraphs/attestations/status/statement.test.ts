import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { entryOf } from '../../../../subgraphs/attestations/status/statement.ts';
import type { StatusStatement } from '../../../../subgraphs/attestations/status/statement.ts';
import { canonical } from '../../../../facts/model/canonical.ts';

const status = fc.constantFrom('VALID', 'SUSPENDED', 'REVOKED');
const statement: fc.Arbitrary<StatusStatement> = fc.record({
  to: status,
  reason: fc.string({ unit: 'grapheme' }),
  number: fc.integer({ min: 1, max: 2 ** 31 }),
  list: fc.nat(),
  index: fc.nat(2 ** 20),
  from: status,
  digest: fc.string(),
  cause: fc.constantFrom('AUTHORITY', 'FACTS'),
  at: fc.string(),
});

describe('the entry of a change of status in the log', () => {
  it('is the SHA-256 of the canonical JSON of its statement', () => {
    fc.assert(
      fc.property(statement, (one) => {
        const text = canonical(one);
        expect(entryOf(one).equals(createHash('sha256').update(text).digest())).toBe(true);
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { credentialOf } from '../../../../../subgraphs/attestations/issuance/payload/credential.ts';
import type { Statement } from '../../../../../subgraphs/attestations/issuance/payload/credential.ts';
import type { Issuer } from '../../../../../subgraphs/attestations/model.ts';
import { formsIn, toChunks } from '../../../../../subgraphs/attestations/archive/templates.ts';
import { PayloadWriter } from '../../../../../subgraphs/attestations/issuance/payload/payload.ts';
import type { PlaceholderValues } from '../../../../../subgraphs/attestations/archive/payload-template.ts';
import { CASE, HUB_ID, NOW, PUBLIC_URL } from '../../support.ts';

const ISSUER: Issuer = { hubId: HUB_ID, publicUrl: PUBLIC_URL };
type Shared = Pick<Statement, 'question' | 'answer' | 'certificate' | 'knownAt'>;

const shared = (number: string, name: string): Shared => {
  const [record] = CASE.facts.certificates;
  if (!record) throw new Error('the case has a certificate');
  return {
    question: { ...CASE.question, certificate: number },
    answer: CASE.expected as Statement['answer'],
    certificate: { ...record, number, holder: { id: 'H-1', name: { en: name, zh: name } } },
    knownAt: NOW.toISOString(),
  };
};

const plain = (
  of: Shared,
  period: { issuedAt: number; expiresAt: number },
  list: number,
  { id, audience, index }: PlaceholderValues,
) =>
  JSON.stringify(credentialOf({ ...of, ...period, id, audience, status: { list, index } }, ISSUER));

const particulars: fc.Arbitrary<PlaceholderValues> = fc.record({
  id: fc.base64String({ minLength: 24, maxLength: 24 }).map((text) => text.replace(/[+/=]/g, '_')),
  audience: fc.string({ minLength: 1, maxLength: 60, unit: 'binary' }),
  index: fc.nat(2 ** 20 - 1),
});
/** Texts of facts: anything, and what the writer leaves gaps with. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('\uE0F1', 'a\uE0F2b', '8675309424242', '"\\\u2028', '认证'),
);

describe('payloads of many attestations with one answer', () => {
  it('are what their claims are, each alone, in JSON', () => {
    fc.assert(
      fc.property(
        text,
        text,
        fc.array(fc.tuple(particulars, fc.constantFrom(1, 2), fc.constantFrom(1, 2)), {
          maxLength: 12,
        }),
        (number, name, many) => {
          const of = shared(number, name);
          const writer = new PayloadWriter(of, ISSUER);
          const issuedAt = NOW.getTime() / 1000;
          for (const [one, list, days] of many) {
            const period = { issuedAt, expiresAt: issuedAt + days * 86_400 };
            const form = writer.formOf(period, list, one);
            const [read] = formsIn(toChunks('batch', [form])).values();
            for (const { pieces } of [form.pieces(one), read?.pieces(one) ?? []].map((some) => ({
              pieces: some.map((piece) => Buffer.from(piece as string)),
            })))
              expect(Buffer.concat(pieces).equals(Buffer.from(plain(of, period, list, one)))).toBe(
                true,
              );
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

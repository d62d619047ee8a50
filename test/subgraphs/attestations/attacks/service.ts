import { expect } from '@jest/globals';
import { StaleDecision } from '../../../../subgraphs/attestations/issuance/issuance.ts';
import { archiveModels } from '../../../../subgraphs/attestations/archive/model.ts';
import { goodToken, newKeys, CASE, NOW } from '../support.ts';
import { openHub, OFFICER, REQUEST } from '../hub.ts';
import type { TestHub } from '../hub.ts';
import type { Attack } from './arena.ts';

async function withHub(body: (hub: TestHub) => Promise<void>): Promise<void> {
  const hub = await openHub();
  try {
    await body(hub);
  } finally {
    await hub.close();
  }
}

/** Attacks on the service that issues and verifies. */
export const SERVICE: Readonly<Record<string, Attack>> = {
  async K03(arena) {
    await withHub(async ({ subgraph: { service }, keys }) => {
      expect((await service.verify(arena.token)).verdict).toBe('invalid');
      const before = keys.keys(); // made by the first look
      for (let count = 0; count < 30; count++) {
        const token = await goodToken(newKeys().signer('attestation'));
        expect((await service.verify(token)).verdict).toBe('invalid');
      }
      expect(keys.keys()).toBe(before); // nothing was read again
    });
  },
  async V01() {
    await withHub(async ({ subgraph: { service }, store }) => {
      const outcomes = await service.issueAll(
        Array.from({ length: 1000 }, () => REQUEST),
        OFFICER,
      );
      const ids = outcomes.map((one) => (one.kind === 'issued' ? one.attestation._id : ''));
      expect(new Set(ids).size).toBe(1);
      const batches = await archiveModels(store.mongoose).batches.find().lean();
      expect(batches.map(({ requests }) => requests.length)).toEqual([1]);
    });
  },
  async V02() {
    await withHub(async (hub) => {
      const { service } = hub.subgraph;
      hub.answers.set(CASE.question.certificate, () => {
        hub.now = new Date(hub.now.getTime() + 60_000); // the answer was a minute on its way
        return {};
      });
      await expect(service.issue(REQUEST, OFFICER)).rejects.toBeInstanceOf(StaleDecision);
      expect(await archiveModels(hub.store.mongoose).batches.countDocuments()).toBe(0);
      hub.answers.clear();
      const outcome = await service.issue(REQUEST, OFFICER);
      if (outcome.kind !== 'issued') throw new Error('issued');
      const payload = Buffer.from(outcome.attestation.jws.split('.')[1] ?? '', 'base64url');
      expect(JSON.parse(payload.toString())).toMatchObject({
        mra: {
          sourceCheckedAt: expect.any(String),
          sourceDigest: expect.stringMatching(/^sha-256:/),
        },
      });
      // Suspended meanwhile: the next request is refused, the source digest differs.
      hub.answers.set(CASE.question.certificate, () => ({
        answer: { status: 'NOT_RECOGNISED', reasons: ['CERT_SUSPENDED'] },
      }));
      expect(await service.issue(REQUEST, OFFICER)).toMatchObject({ kind: 'not-recognised' });
    });
  },
  async V03(arena) {
    await withHub(async ({ subgraph: { service }, keys }) => {
      const own = await goodToken(keys.signer('attestation'));
      const shown = async (token: string): Promise<unknown> =>
        (await service.verify(token)).checks.map(({ name, outcome, message }) => [
          name,
          outcome,
          message,
        ]);
      const forged = own.slice(0, -6) + (own.endsWith('AAAAAA') ? 'BBBBBB' : 'AAAAAA');
      expect(await shown(arena.token)).toEqual(await shown(forged));
    });
  },
  async V06() {
    await withHub(async (hub) => {
      const { service } = hub.subgraph;
      const poison = { ...REQUEST, question: { ...REQUEST.question, certificate: 'POISON' } };
      hub.answers.set('POISON', () => ({ answer: { ...CASE.expected, changesOn: 'not a day' } }));
      await expect(service.issue(poison, OFFICER)).rejects.toThrow();
      const stored = await archiveModels(hub.store.mongoose).batches.find().lean();
      expect(stored.filter((one) => 'leaf' in one)).toEqual([]);
      hub.now = NOW;
      expect(await service.issue(REQUEST, OFFICER)).toMatchObject({ kind: 'issued' });
    });
  },
};

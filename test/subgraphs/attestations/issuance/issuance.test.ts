import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IssueOutcome } from '../../../../subgraphs/attestations/issuance/issuance.ts';
import type { IssuedAttestation } from '../../../../subgraphs/attestations/index.ts';
import { AttestationService } from '../../../../subgraphs/attestations/index.ts';
import { newOwner } from '../../../../lib/process-owner.ts';
import { logModels } from '../../../../subgraphs/attestations/log/model.ts';
import { batchIdOf } from '../../../../subgraphs/attestations/archive/batch.ts';
import { archiveModels } from '../../../../subgraphs/attestations/archive/model.ts';
import { identityOf } from '../../../../subgraphs/attestations/keys/sign.ts';
import { openHub, OFFICER, REQUEST } from '../hub.ts';
import type { TestHub } from '../hub.ts';
import { AUDIENCE, CASE, NOW } from '../support.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openHub();
});
afterAll(() => hub.close());
beforeEach(() => {
  hub.answers.clear();
});

let count = 0;
/** A request for a certificate that no other test uses. */
const request = (changes: object = {}): typeof REQUEST => ({
  ...REQUEST,
  question: { ...REQUEST.question, certificate: `T-${++count}`, ...changes },
});

const issued = (outcome: IssueOutcome | undefined): IssuedAttestation => {
  if (outcome?.kind !== 'issued') throw new Error(`not issued: ${String(outcome?.kind)}`);
  return outcome.attestation;
};

const payload = (jws: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()) as Record<
    string,
    unknown
  >;

describe('issuing', () => {
  it('signs a recognition, and what is found again verifies', async () => {
    const { service } = hub.subgraph;
    const attestation = issued(await service.issue(request(), OFFICER));
    const found = await service.find(attestation._id);
    expect(found?.jws).toBe(attestation.jws);
    const { verdict, checks } = await service.verify(attestation.jws, AUDIENCE);
    expect(checks.filter(({ outcome }) => outcome !== 'PASS')).toMatchObject([
      { name: 'log', outcome: 'NOT_CHECKED' },
    ]);
    expect(verdict).toBe('valid');
    expect(payload(attestation.jws)).toMatchObject({
      aud: [AUDIENCE],
      jti: `https://hub.example.org/attestations/${attestation._id}`,
      mra: { decision: 'recognised', agreement: 'CN-NZ-EEE', exporting: 'NZ', importing: 'CN' },
    });
  });

  it('keeps to the header of four members', async () => {
    const { jws, kid } = issued(await hub.subgraph.service.issue(request(), OFFICER));
    expect(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString()).toBe(
      `{"alg":"ES256","kid":"${kid}","typ":"vc+jwt","cty":"vc"}`,
    );
  });

  it('gives the same attestation for the same request on the same day', async () => {
    const asked = request();
    const [one, other] = await hub.subgraph.service.issueAll([asked, asked], OFFICER);
    const later = await hub.subgraph.service.issue(asked, OFFICER);
    expect(issued(other)._id).toBe(issued(one)._id);
    expect(later).toMatchObject({ created: false, attestation: { _id: issued(one)._id } });
  });

  it('gives the same attestation to equal requests that race', async () => {
    const asked = request();
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => hub.subgraph.service.issue(asked, OFFICER)),
    );
    expect(new Set(outcomes.map((outcome) => issued(outcome).jws)).size).toBe(1);
    expect(outcomes.filter((one) => one.kind === 'issued' && one.created)).toHaveLength(1);
  });

  it('gives another one for another audience', async () => {
    const asked = request();
    const one = issued(await hub.subgraph.service.issue(asked, OFFICER));
    const audience = 'did:web:customs.example.nz';
    const other = issued(await hub.subgraph.service.issue({ ...asked, audience }, OFFICER));
    expect(other._id).not.toBe(one._id);
  });

  it('signs nothing but recognition, and says why', async () => {
    for (const status of ['NOT_RECOGNISED', 'INDETERMINATE'] as const) {
      const asked = request();
      hub.answers.set(asked.question.certificate, () => ({
        answer: { status, reasons: ['CERT_NOT_FOUND'] },
        certificate: null,
      }));
      const outcome = await hub.subgraph.service.issue(asked, OFFICER);
      expect(outcome).toMatchObject({
        kind: 'not-recognised',
        recognised: { answer: { status, reasons: ['CERT_NOT_FOUND'] } },
      });
    }
    const { batches } = archiveModels(hub.store.mongoose);
    expect(await batches.countDocuments({ grounds: `certificates:T-${count}` })).toBe(0);
  });

  it('answers a batch in order, whatever becomes of each', async () => {
    const [good, bad, spelt] = [request(), request(), request({ certificate: ' T' })];
    hub.answers.set(bad.question.certificate, () => ({
      answer: { status: 'NOT_RECOGNISED', reasons: ['NO_AGREEMENT'] },
    }));
    const outcomes = await hub.subgraph.service.issueAll([bad, good, spelt], OFFICER);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['not-recognised', 'issued', 'invalid']);
  });
});

describe('the life of an attestation', () => {
  const life = async (changesOn: string | null, validDays?: number): Promise<number> => {
    const asked = request();
    hub.answers.set(asked.question.certificate, () => ({
      answer: { ...CASE.expected, changesOn },
    }));
    const { issuedAt, expiresAt } = issued(
      await hub.subgraph.service.issue(
        { ...asked, ...(validDays === undefined ? {} : { validDays }) },
        OFFICER,
      ),
    );
    return expiresAt - issuedAt;
  };

  it('is seven days unless asked otherwise', async () => {
    expect(await life(null)).toBe(7 * 86_400);
    expect(await life(null, 30)).toBe(30 * 86_400);
  });

  it('ends when the day begins, in the market, on which the answer changes', async () => {
    expect(await life('2026-11-25')).toBe(
      Date.parse('2026-11-24T16:00:00Z') / 1000 - NOW.getTime() / 1000,
    );
    expect(await life('2027-11-25', 2)).toBe(2 * 86_400);
  });

  it.each([0, 31, 1.5, -1])('cannot be %s days', async (validDays) => {
    const outcome = await hub.subgraph.service.issue({ ...request(), validDays }, OFFICER);
    expect(outcome).toMatchObject({ kind: 'invalid', faults: [{ code: 'LIFE_OUT_OF_RANGE' }] });
  });
});

describe('who may ask', () => {
  it('is nobody without the scope', async () => {
    const reader = { subject: 'reader', scopes: new Set(['facts:write']) };
    expect(await hub.subgraph.service.issue(request(), reader)).toEqual({ kind: 'forbidden' });
  });

  it('is an exporter for certificates of his own only, known by the identifier of the holder', async () => {
    const exporter = (holder: string) => ({ ...OFFICER, holder });
    const asked = request();
    hub.answers.set(asked.question.certificate, (question) => ({
      certificate: {
        ...CASE.facts.certificates[0],
        number: question.certificate,
        holder: { id: 'H-1' },
        scope: { sites: ['H-2'] },
      } as never,
    }));
    const { service } = hub.subgraph;
    expect(await service.issue(asked, exporter('H-2'))).toEqual({ kind: 'forbidden' });
    expect(await service.issue(asked, exporter('H-1'))).toMatchObject({ kind: 'issued' });
    expect(await service.issue(request(), exporter('H-1'))).toEqual({ kind: 'forbidden' });
  });
});

describe('a crash', () => {
  /** What a hub leaves that is killed while it issues: everything up to a step, and nothing after. */
  async function killedBefore(step: 'batches' | 'leaves', asked: typeof REQUEST) {
    const { batches, forms } = archiveModels(hub.store.mongoose);
    const { runs } = logModels(hub.store.mongoose);
    const size = await hub.subgraph.service.log.size();
    const { _id } = issued(await hub.subgraph.service.issue(asked, OFFICER));
    const batch = batchIdOf(_id);
    const stored = await batches.findById(batch).lean();
    const owner = newOwner().replace(/#\d+#/, '#999999999#'); // a process that has ended
    const reservation = { owner, at: NOW.getTime(), requests: stored?.requests };
    await batches.collection.replaceOne({ _id: batch as never }, reservation);
    if (step === 'batches') return { _id, size: size + 1 };
    await forms.deleteMany({ _id: `${batch}/0` });
    await runs.deleteOne({ _id: size });
    return { _id, size };
  }

  it.each(['leaves', 'batches'] as const)(
    'before the %s are stored leaves nothing handed out and nothing to repair',
    async (step) => {
      const own = await openHub();
      const outer = hub;
      hub = own;
      try {
        const asked = request();
        const { _id, size } = await killedBefore(step, asked);
        const again = new AttestationService(own.options);
        expect(await again.find(_id)).toBeNull();
        expect(await again.log.size()).toBe(size);
        const { findings } = await again.audit(undefined);
        expect(findings).toEqual([]);
        const next = issued(await again.issue(asked, OFFICER));
        expect(next._id).not.toBe(_id);
        expect((await again.verify(next.jws)).verdict).toBe('valid');
        expect((await again.audit(undefined)).findings).toEqual([]);
      } finally {
        hub = outer;
        await own.close();
      }
    },
  );

  it('that never was: a leaf for which nothing was intended is found by the audit', async () => {
    const own = await openHub();
    try {
      const { service } = own.subgraph;
      await service.ready();
      const entries = Buffer.from(identityOf('not an attestation'), 'base64url');
      await service.log.append({ of: 'none', kind: 'attestation', entries });
      const { findings } = await service.audit(undefined);
      expect(findings).toMatchObject([{ code: 'LEAF_UNKNOWN', subject: 'leaf 0' }]);
    } finally {
      await own.close();
    }
  });
});

describe('a certificate with a large record', () => {
  it('is attested as long as verifiers read the token, and refused with words beyond that', async () => {
    const record = (length: number) => ({
      ...CASE.facts.certificates[0],
      number: 'N'.repeat(200),
      note: 'x'.repeat(length),
    });
    const ask = async (length: number) => {
      const certificate = 'N'.repeat(200);
      hub.answers.set(certificate, () => ({ certificate: record(length) as never }));
      const audience = `https://authority.example/${'a'.repeat(265)}${String(length)}`;
      const question = { ...REQUEST.question, certificate };
      return hub.subgraph.service.issue({ question, audience }, OFFICER);
    };
    const fits = issued(await ask(6_000));
    expect(fits.jws.length).toBeLessThanOrEqual(16 * 1024);
    expect((await hub.subgraph.service.verify(fits.jws)).verdict).toBe('valid');
    expect(await ask(12_000)).toMatchObject({
      kind: 'invalid',
      faults: [{ code: 'CERTIFICATE_TOO_LARGE' }],
    });
  });
});

describe('revocation', () => {
  it('is final, keeps its first reason and makes the token invalid', async () => {
    const { service } = hub.subgraph;
    const { _id, jws } = issued(await service.issue(request(), OFFICER));
    await service.revoke(_id, 'mark misused');
    await service.revoke(_id, 'another reason');
    await service.change(_id, 'VALID', 'restored');
    expect(await service.find(_id)).toMatchObject({
      status: 'REVOKED',
      statusReason: 'mark misused',
    });
    const { verdict, checks } = await service.verify(jws);
    expect(verdict).toBe('invalid');
    expect(checks.at(-2)).toMatchObject({ name: 'status', outcome: 'FAIL' });
  });

  it('lets the same request have a new attestation', async () => {
    const { service } = hub.subgraph;
    const asked = request();
    const first = issued(await service.issue(asked, OFFICER));
    await service.revoke(first._id, 'wrong');
    const second = issued(await service.issue(asked, OFFICER));
    expect(second._id).not.toBe(first._id);
    expect((await service.verify(second.jws)).verdict).toBe('valid');
  });

  it('of something that was never issued finds nothing', async () => {
    expect(await hub.subgraph.service.revoke('nothing', 'x')).toBeNull();
  });
});

describe('the clock', () => {
  it('is not allowed to stand before the last signature', async () => {
    await hub.subgraph.service.issue(request(), OFFICER);
    hub.now = new Date(NOW.getTime() - 3_600_000);
    await expect(hub.subgraph.service.issue(request(), OFFICER)).rejects.toMatchObject({
      code: 'CLOCK_BEHIND',
    });
    hub.now = NOW;
  });
});

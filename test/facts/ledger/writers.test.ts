import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FactsDocument } from '../../../schema/generated/facts.ts';
import type { Writer } from '../../../facts/ledger/authorisation/authorise.ts';
import { CERTIFICATE } from '../documents.ts';
import { testStore, type TestStore } from '../store.ts';

const german: Writer = { scopes: new Set(['facts:write']), territory: 'DE' };
const treaties: Writer = { scopes: new Set(['agreements:write']) };
const admin: Writer = { scopes: new Set(['hub:admin']) };

const AGREEMENT = { id: 'A', kind: 'BILATERAL', annexes: [] } as const;
const accreditation = (accreditationBody: string) => ({
  accreditations: [{ id: 'ACC', accreditationBody, body: 'CB', scope: [] }],
});

interface Attempt {
  readonly who: string;
  readonly writer: Writer;
  readonly what: string;
  readonly facts: FactsDocument;
  readonly allowed: boolean;
}

const ATTEMPTS: readonly Attempt[] = [
  {
    who: 'a writer bound to DE',
    writer: german,
    what: 'bodies, approvals, measures and certificates of DE',
    facts: {
      bodies: [{ id: 'CB', kind: 'CERTIFICATION_BODY', territory: 'DE' }],
      approvals: [{ body: 'CB', territory: 'DE' }],
      measures: [{ market: 'DE', body: 'CB' }],
      certificates: [CERTIFICATE],
    },
    allowed: true,
  },
  {
    who: 'a writer bound to DE',
    writer: german,
    what: 'an accreditation by a body of DE that the hub knows',
    facts: accreditation('DAkkS'),
    allowed: true,
  },
  {
    who: 'a writer bound to DE',
    writer: german,
    what: 'an accreditation by a body of CN',
    facts: accreditation('CNAS'),
    allowed: false,
  },
  {
    who: 'a writer bound to DE',
    writer: german,
    what: 'an accreditation by a body that nobody knows',
    facts: accreditation('NOBODY'),
    allowed: false,
  },
  {
    who: 'a writer bound to DE',
    writer: german,
    what: 'a certificate of CN',
    facts: { certificates: [{ ...CERTIFICATE, issuerTerritory: 'CN' }] },
    allowed: false,
  },
  {
    who: 'a writer bound to DE',
    writer: german,
    what: 'a certificate read from a register of CN',
    facts: { certificates: [{ ...CERTIFICATE, register: 'CN-REG' }] },
    allowed: false,
  },
  {
    who: 'a writer bound to DE',
    writer: german,
    what: 'a second record of a certificate of CN, to make it doubtful',
    facts: {
      registers: [{ id: 'DE-REG', coverage: 'PARTIAL', territory: 'DE' }],
      certificates: [{ ...CERTIFICATE, number: 'CN-1', register: 'DE-REG' }],
    },
    allowed: false,
  },
  {
    who: 'a writer bound to DE',
    writer: german,
    what: 'a signatory status for its own accreditation body',
    facts: {
      signatories: [
        { accreditationBody: 'DAkkS', agreement: 'A', norm: 'ISO/IEC 17021-1', level: 3 },
      ],
    },
    allowed: false,
  },
  {
    who: 'a writer bound to DE',
    writer: german,
    what: 'an agreement',
    facts: { agreements: [AGREEMENT] },
    allowed: false,
  },
  {
    who: 'a writer bound to no territory',
    writer: { scopes: new Set(['facts:write']) },
    what: 'a certificate',
    facts: { certificates: [CERTIFICATE] },
    allowed: false,
  },
  {
    who: 'a writer of agreements',
    writer: treaties,
    what: 'an agreement and its designations',
    facts: { agreements: [AGREEMENT], designations: [{ body: 'CB', agreement: 'A' }] },
    allowed: true,
  },
  {
    who: 'a writer of agreements',
    writer: treaties,
    what: 'a certificate',
    facts: { certificates: [CERTIFICATE] },
    allowed: false,
  },
  {
    who: 'an administrator',
    writer: admin,
    what: 'anything',
    facts: { agreements: [AGREEMENT], certificates: [{ ...CERTIFICATE, issuerTerritory: 'CN' }] },
    allowed: true,
  },
];

describe('writers of facts', () => {
  let store: TestStore;
  beforeEach(async () => {
    store = await testStore();
    await store.load({
      bodies: [
        { id: 'CB-1', kind: 'CERTIFICATION_BODY', territory: 'DE' },
        { id: 'DAkkS', kind: 'ACCREDITATION_BODY', territory: 'DE' },
        { id: 'CNAS', kind: 'ACCREDITATION_BODY', territory: 'CN' },
      ],
      registers: [{ id: 'CN-REG', coverage: 'COMPLETE', territory: 'CN' }],
      certificates: [{ ...CERTIFICATE, number: 'CN-1', issuerTerritory: 'CN', register: 'CN-REG' }],
    });
  });
  afterEach(() => store.close());

  it.each(ATTEMPTS)('$who may write $what: $allowed', async ({ writer, facts, allowed }) => {
    const before = await store.sizes();
    const report = await store.load(facts, { writer });
    if (allowed) {
      expect(report).toMatchObject({ outcome: 'COMMITTED' });
      return;
    }
    expect(report).toMatchObject({ outcome: 'REJECTED', faults: [{ code: 'FACT_FORBIDDEN' }] });
    expect(await store.sizes()).toEqual(before);
  });
});

describe('two writers', () => {
  let store: TestStore;
  beforeEach(async () => {
    store = await testStore();
  });
  afterEach(() => store.close());

  it('cannot both commit a number: the one that fell silent is overtaken and changes nothing', async () => {
    const { facts } = store;
    // While the first writer stores, the lease is taken from it as if its time had run out.
    const overtake = async (): Promise<void> => {
      await facts.leases.updateOne({ _id: 'facts' }, { $set: { owner: 'silent', expiresAt: 0 } });
      await store.load({ certificates: [{ ...CERTIFICATE, number: 'SECOND' }] });
    };
    const taken: Promise<void>[] = [];
    const certificates = Array.from({ length: 3000 }, (_, at) => ({
      ...CERTIFICATE,
      number: `N-${at}`,
    }));
    const first = store.load(
      { certificates },
      {
        onProgress: ({ phase }) => {
          if (phase === 'storing' && taken.length === 0) taken.push(overtake());
        },
      },
    );
    await expect(first).rejects.toMatchObject({ code: 'FACTS_OVERTAKEN' });
    await Promise.all(taken);
    expect((await store.visible()).certificates).toMatchObject([{ number: 'SECOND' }]);
    // Run again, it is stored whole.
    expect(await store.load({ certificates })).toMatchObject({ outcome: 'COMMITTED', added: 3000 });
    expect((await store.visible()).certificates).toHaveLength(3001);
  });

  it('wait for each other, and give up with a reason', async () => {
    const { facts } = store;
    const expiresAt = Date.now() + 60_000;
    await facts.leases.create({ _id: 'facts', owner: 'elsewhere#1#x', expiresAt, intent: null });
    const refused = store.load({ certificates: [CERTIFICATE] }, { patience: 150 });
    await expect(refused).rejects.toMatchObject({ code: 'FACTS_BUSY' });
    await facts.leases.updateOne({ _id: 'facts' }, { $set: { owner: null } });
    expect(await store.load({ certificates: [CERTIFICATE] })).toMatchObject({ added: 1 });
  });
});

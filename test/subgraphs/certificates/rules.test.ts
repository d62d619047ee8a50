import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type {
  Certificate,
  CertificateEvent,
  FactsDocument,
} from '../../../schema/generated/facts.ts';
import { compile, decide } from '../../../subgraphs/agreements/decision/index.ts';
import {
  disagree,
  inOrder,
  namesProduct,
  statusOn,
} from '../../../subgraphs/certificates/rules.ts';

const OPEN: Certificate = {
  number: 'A-1',
  issuer: 'CB',
  issuerTerritory: 'NZ',
  scheme: 'S',
  issued: '2020-01-01',
};

const CERTIFICATE: Certificate = {
  ...OPEN,
  validFrom: '2020-02-01',
  validUntil: '2022-12-31',
};

const after = (...events: CertificateEvent[]): Certificate => ({ ...CERTIFICATE, events });
const event = (
  type: CertificateEvent['type'],
  effectiveFrom: string,
  more: Partial<CertificateEvent> = {},
): CertificateEvent => ({ type, effectiveFrom, ...more });

describe('the state of a certificate on a day', () => {
  it('follows its dates: the last valid day still counts', () => {
    expect(statusOn(CERTIFICATE, '2020-01-31')).toBe('NOT_YET_VALID');
    expect(statusOn(CERTIFICATE, '2020-02-01')).toBe('VALID');
    expect(statusOn(CERTIFICATE, '2022-12-31')).toBe('VALID');
    expect(statusOn(CERTIFICATE, '2023-01-01')).toBe('EXPIRED');
  });

  it('begins on the day of issue when no first valid day is stated, and need not end', () => {
    expect(statusOn(OPEN, '2019-12-31')).toBe('NOT_YET_VALID');
    expect(statusOn(OPEN, '2020-01-01')).toBe('VALID');
    expect(statusOn(OPEN, '2999-01-01')).toBe('VALID');
  });

  it('follows suspension and restoration, whose new last day replaces the old one', () => {
    const restored = after(
      event('RESTORED', '2021-06-01', { validUntil: '2023-06-30' }),
      event('SUSPENDED', '2021-03-01'),
    );
    expect(statusOn(restored, '2021-02-28')).toBe('VALID');
    expect(statusOn(restored, '2021-03-01')).toBe('SUSPENDED');
    expect(statusOn(restored, '2021-06-01')).toBe('VALID');
    expect(statusOn(restored, '2023-06-30')).toBe('VALID');
    expect(statusOn(restored, '2023-07-01')).toBe('EXPIRED');
  });

  it('does not count a measure while an appeal stays it, and counts it again when dismissed', () => {
    const appealed = after(
      event('WITHDRAWN', '2021-03-01'),
      event('APPEAL_LODGED', '2021-04-01', { stay: true }),
      event('APPEAL_DECIDED', '2021-09-01', { outcome: 'DISMISSED' }),
    );
    expect(statusOn(appealed, '2021-03-31')).toBe('WITHDRAWN');
    expect(statusOn(appealed, '2021-04-01')).toBe('VALID');
    expect(statusOn(appealed, '2021-09-01')).toBe('WITHDRAWN');
    const allowed = after(
      event('WITHDRAWN', '2021-03-01'),
      event('APPEAL_LODGED', '2021-04-01'),
      event('APPEAL_STAY', '2021-05-01'),
      event('APPEAL_DECIDED', '2021-09-01', { outcome: 'ALLOWED' }),
    );
    expect(statusOn(allowed, '2021-04-30')).toBe('WITHDRAWN');
    expect(statusOn(allowed, '2021-05-01')).toBe('VALID');
    expect(statusOn(allowed, '2021-09-01')).toBe('VALID');
  });

  it('never lets an appeal stay expiry', () => {
    const stayed = after(event('SUSPENDED', '2022-12-01'), event('APPEAL_STAY', '2022-12-02'));
    expect(statusOn(stayed, '2022-12-31')).toBe('VALID');
    expect(statusOn(stayed, '2023-01-01')).toBe('EXPIRED');
  });

  it('counts a transfer as cancellation without fault', () => {
    expect(statusOn(after(event('TRANSFERRED', '2021-01-01', { to: 'B-2' })), '2021-01-01')).toBe(
      'CANCELLED',
    );
  });

  it('tells what was known at an instant, not what is known since', () => {
    const late = after(event('SUSPENDED', '2021-03-01', { recordedAt: '2021-05-01' }));
    expect(statusOn(late, '2021-04-01', '2021-04-30T23:59:59.999Z')).toBe('VALID');
    expect(statusOn(late, '2021-04-01', '2021-05-01T00:00:00.000Z')).toBe('SUSPENDED');
  });

  it('orders events of one day by recording, then by their place', () => {
    const events = [
      event('RESTORED', '2021-01-01', { recordedAt: '2021-02-01' }),
      event('SUSPENDED', '2021-01-01'),
      event('WITHDRAWN', '2020-01-01', { recordedAt: '2021-03-01' }),
    ];
    expect(inOrder(events).map(({ type }) => type)).toEqual(['WITHDRAWN', 'SUSPENDED', 'RESTORED']);
  });
});

describe('the state shown and the decision', () => {
  const day = fc
    .integer({ min: 0, max: 40 })
    .map(
      (n) =>
        `2021-${String(1 + Math.floor(n / 28)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`,
    );
  const events = fc.array(
    fc.record(
      {
        type: fc.constantFrom<CertificateEvent['type']>(
          'SUSPENDED',
          'RESTORED',
          'WITHDRAWN',
          'CANCELLED',
          'RENEWED',
          'TRANSFERRED',
          'APPEAL_LODGED',
          'APPEAL_STAY',
          'APPEAL_DECIDED',
        ),
        effectiveFrom: day,
        recordedAt: day,
        validUntil: day,
        stay: fc.boolean(),
        outcome: fc.constantFrom('ALLOWED' as const, 'DISMISSED' as const),
      },
      { requiredKeys: ['type', 'effectiveFrom'] },
    ),
    { maxLength: 6 },
  );
  const CODES: Readonly<Record<string, string>> = {
    CERT_NOT_YET_VALID: 'NOT_YET_VALID',
    CERT_SUSPENDED: 'SUSPENDED',
    CERT_WITHDRAWN: 'WITHDRAWN',
    CERT_CANCELLED: 'CANCELLED',
    CERT_EXPIRED: 'EXPIRED',
  };

  it('never contradict each other', () => {
    fc.assert(
      fc.property(events, day, fc.option(day, { nil: undefined }), (happened, asOf, validUntil) => {
        const certificate: Certificate = {
          ...OPEN,
          validFrom: '2020-02-01',
          events: happened,
          ...(validUntil === undefined ? {} : { validUntil }),
        };
        const facts: FactsDocument = {
          schemes: [{ id: 'S', kind: 'MANAGEMENT_SYSTEM', territory: 'NZ' }],
          certificates: [certificate],
        };
        const { reasons } = decide(compile(facts), {
          certificate: 'A-1',
          market: 'NZ',
          asOf,
          purpose: 'REGULATORY',
        });
        const stated = reasons.flatMap((code) => CODES[code] ?? []);
        const shown = statusOn(certificate, asOf);
        if (stated.length === 0) expect(shown).toBe('VALID');
        else expect(stated).toContain(shown);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the scope of a certificate', () => {
  const scoped: Certificate = {
    ...CERTIFICATE,
    scope: { hs: ['8518'] },
    events: [
      event('SCOPE_EXTENDED', '2021-01-01', { scope: { hs: ['8519'] } }),
      event('SCOPE_REDUCED', '2021-06-01', { scope: { hs: ['8518'] } }),
    ],
  };

  it('names products by prefix, as extended and reduced by the day', () => {
    expect(namesProduct(scoped, '851840', '2020-06-01')).toBe(true);
    expect(namesProduct(scoped, '851910', '2020-06-01')).toBe(false);
    expect(namesProduct(scoped, '851910', '2021-01-01')).toBe(true);
    expect(namesProduct(scoped, '851840', '2021-06-01')).toBe(false);
    expect(namesProduct(CERTIFICATE, '851840', '2021-06-01')).toBe(false);
  });
});

describe('records of one number', () => {
  it('agree when they differ only in where and when they were recorded, and in order', () => {
    const one = { ...CERTIFICATE, sectors: ['a', 'b'], register: 'R1', recordedAt: '2020-01-02' };
    const other = { ...CERTIFICATE, sectors: ['b', 'a'], register: 'R2', note: 'read again' };
    expect(disagree([one, other])).toBe(false);
    expect(disagree([one, { ...other, validUntil: '2023-12-31' }])).toBe(true);
    expect(disagree([one, { ...other, sectors: ['a', 'b', 'b'] }])).toBe(true);
  });
});

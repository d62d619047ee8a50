import { describe, expect, it } from '@jest/globals';
import type { AgreementAnnex } from '../../../../../schema/generated/facts.ts';
import { ANNEX, FACTS } from '../recognised.ts';
import { add, all, type Change, edit, remove } from '../worlds.ts';
import { annex, answer, certificate, reasons } from '../altered.ts';

const OK = ['RECOGNISED_BY_BILATERAL'];

/** The annex without some of its properties. */
const annexWithout = (...names: readonly (keyof AgreementAnnex)[]): Change =>
  edit('agreements', { annexes: [without(ANNEX, ...names)] });

const without = <T extends object>(record: T, ...names: readonly (keyof T)[]): T =>
  Object.fromEntries(
    Object.entries(record).filter(([name]) => !names.includes(name as keyof T)),
  ) as T;

describe('levels', () => {
  const level3 = certificate({ level: 'L3' });

  const domain = (patch: object = {}): Change =>
    annex({ aboveCap: 'PARTIAL', domains: [{ domain: 'CARDS', ...patch }] });

  it('a domain lifts the cap for those who qualify in it', () => {
    expect(reasons(level3, domain())).toEqual(OK);
    expect(reasons(level3, domain({ issuers: [] }))).toEqual(OK);
    expect(reasons(level3, domain({ issuers: ['UNION'] }))).toEqual(OK);
    expect(answer(level3, domain({ issuers: ['BB'] }))).toMatchObject({
      reasons: ['LEVEL_PARTIAL', 'DOMAIN_NOT_COVERED', ...OK],
      accepts: { object: 'CERTIFICATE', upToLevel: 'L2' },
    });
    expect(reasons(level3, annex({ domains: [] }))).toEqual(['LEVEL_ABOVE_CAP']);
  });

  it('a domain may have a cap of its own', () => {
    expect(reasons(level3, domain({ levelCap: 'L3' }))).toEqual(OK);
    expect(answer(level3, domain({ levelCap: 'L1' })).accepts).toEqual({
      object: 'CERTIFICATE',
      upToLevel: 'L1',
    });
    expect(reasons(level3, domain({ levelCap: 'L9' }))).toEqual(['LEVEL_UNKNOWN']);
    const augmented = certificate({ level: 'L3', components: ['AVA_VAN.5'] });
    expect(reasons(augmented, domain({ levelCap: 'L3' }))).toContain('LEVEL_PARTIAL');
  });

  it('augmentations count by family', () => {
    expect(reasons(certificate({ components: ['AVA_VAN.5'] }))).toEqual(['LEVEL_ABOVE_CAP']);
    expect(reasons(certificate({ components: ['ALC_FLR'] }))).toEqual(OK);
    const { components: _, ...untested } = ANNEX;
    const any = edit('agreements', { annexes: [untested] });
    expect(reasons(any, certificate({ components: ['AVA_VAN.5'] }))).toEqual(OK);
  });

  it('a profile is recognised whatever the level', () => {
    expect(
      reasons(level3, annex({ profiles: ['PP1'] }), certificate({ profiles: ['PP1'] })),
    ).toEqual(OK);
    expect(reasons(level3, annex({ profiles: ['PP1'] }))).toEqual(['LEVEL_ABOVE_CAP']);
  });

  it('levels that the scheme does not know cannot be compared; a scheme without levels has no cap', () => {
    expect(reasons(annex({ levelCap: 'L9' }))).toEqual(['LEVEL_UNKNOWN']);
    expect(reasons(level3, edit('schemes', { levels: [] }))).toEqual(OK);
  });

  it('an older clause brings the rules of another annex', () => {
    const older = { id: 'OLD', schemes: ['S9'], levelCap: 'L3' };
    const legacy = (patch: object): Change =>
      edit('agreements', {
        annexes: [
          {
            ...ANNEX,
            legacy: [{ basis: 'ISSUED', before: '2020-01-16', annex: 'OLD', ...patch }],
          },
          older,
        ],
      });
    expect(reasons(level3, legacy({}))).toEqual(['LEGACY_RULES_APPLY', ...OK]);
    expect(reasons(level3, legacy({ before: '2020-01-15' }))).toEqual(['LEVEL_ABOVE_CAP']);
    expect(reasons(level3, legacy({ annex: 'GONE' }))).toEqual(['LEVEL_ABOVE_CAP']);
    expect(reasons(level3, legacy({ issuedBefore: '2020-01-15' }))).toEqual(['LEVEL_ABOVE_CAP']);
    expect(reasons(level3, legacy({ issuedBefore: '2020-01-16' }))).toContain('LEGACY_RULES_APPLY');
    const accepted = legacy({ basis: 'ACCEPTED_INTO_PROCESS', before: '2019-02-01' });
    expect(reasons(level3, accepted)).toEqual(['LEVEL_ABOVE_CAP']);
    expect(reasons(level3, accepted, certificate({ acceptedIntoProcess: '2019-01-31' }))).toContain(
      'LEGACY_RULES_APPLY',
    );
  });
});

describe('the level', () => {
  const level3 = certificate({ level: 'L3' });

  it('is free for one of several profiles, and only where the annex names profiles', () => {
    const profiled = certificate({ level: 'L3', profiles: ['PP0', 'PP1'] });
    expect(reasons(profiled, annex({ profiles: ['PP1'] }))).toEqual(OK);
    expect(reasons(profiled)).toEqual(['LEVEL_ABOVE_CAP']);
  });

  it('is above the cap by one augmentation among several', () => {
    expect(reasons(certificate({ components: ['ALC_FLR.2', 'AVA_VAN.5'] }))).toEqual([
      'LEVEL_ABOVE_CAP',
    ]);
  });

  it('is lifted for one of several groups of issuers', () => {
    const domains = [{ domain: 'CARDS', issuers: ['BB', 'UNION'] }];
    expect(reasons(level3, annex({ domains }))).toEqual(OK);
  });

  it('has no cap in a scheme that has no levels, and is unknown in one that nobody knows', () => {
    const plain = all(remove('schemes'), add('schemes', without(FACTS.schemes[0], 'levels')));
    expect(reasons(level3, plain)).toEqual(OK);
    const bare = annexWithout('norms', 'accreditationRequired');
    expect(reasons(remove('schemes'), bare)).toEqual(['LEVEL_UNKNOWN']);
  });
});

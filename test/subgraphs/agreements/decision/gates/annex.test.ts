import { describe, expect, it } from '@jest/globals';
import type { ProductItem } from '../../../../../schema/generated/facts.ts';
import type { QuestionProduct } from '../../../../../schema/generated/question.ts';
import { CERTIFICATE } from '../recognised.ts';
import { add, all, ask, edit, remove } from '../worlds.ts';
import { annex, certificate, reasons } from '../altered.ts';

const without = <T extends object>(record: T, ...names: readonly (keyof T)[]): T =>
  Object.fromEntries(
    Object.entries(record).filter(([name]) => !names.includes(name as keyof T)),
  ) as T;

const OK = ['RECOGNISED_BY_BILATERAL'];

describe('a product list', () => {
  const NOT_LISTED = ['PRODUCT_NOT_LISTED'];

  const EXCLUDED = ['PRODUCT_EXCLUDED'];

  const COARSE = ['PRODUCT_CODE_TOO_COARSE'];

  it.each<[string, ProductItem[], QuestionProduct, readonly string[]]>([
    ['by prefix', [{ hs: '8518' }], { hs: '851821' }, OK],
    ['by the very code', [{ hs: '851821' }], { hs: '851821' }, OK],
    ['by a longer code than is asked', [{ hs: '851821' }], { hs: '8518' }, COARSE],
    ['by code, of a product without', [{ hs: '8518' }], { keys: ['K1'] }, COARSE],
    ['by key', [{ key: 'K1' }], { keys: ['K1'] }, OK],
    ['by one of several keys', [{ key: 'K1' }], { keys: ['K2', 'K1'] }, OK],
    ['by another key', [{ key: 'K1' }], { keys: ['K2'] }, NOT_LISTED],
    ['by model', [{ model: 'M1' }], { hs: '10', model: 'M1' }, OK],
    ['by another model', [{ model: 'M1' }], { hs: '10', model: 'M2' }, NOT_LISTED],
    ['by model, of a product without', [{ model: 'M1' }], { hs: '10' }, COARSE],
    ['by code and model', [{ hs: '8518', model: 'M1' }], { hs: '8518', model: 'M1' }, OK],
    ['by code but not model', [{ hs: '8518', model: 'M1' }], { hs: '8518' }, COARSE],
    ['by code but not key', [{ hs: '8518', key: 'K1' }], { hs: '8518', keys: ['K2'] }, NOT_LISTED],
    ['by code without key', [{ hs: '8518', key: 'K1' }], { hs: '8518' }, COARSE],
    ['by key but not model', [{ key: 'K1', model: 'M1' }], { keys: ['K1'] }, COARSE],
    ['only for another market', [{ hs: '8518', market: 'AA' }], { hs: '8518' }, NOT_LISTED],
    ['for a market around it', [{ hs: '8518', market: 'UNION' }], { hs: '8518' }, OK],
    ['until today', [{ hs: '8518', until: '2023-06-01' }], { hs: '8518' }, NOT_LISTED],
    ['now as before', [{ hs: '8518' }, { hs: '8518', until: '2020-01-01' }], { hs: '8518' }, OK],
    ['nowhere, but nothing is', [{ hs: '9401', excluded: true }], { hs: '8518' }, OK],
    ['and excluded', [{ hs: '85' }, { hs: '8518', excluded: true }], { hs: '8518' }, EXCLUDED],
    ['by an entry that names nothing', [{ market: 'BB' }], { hs: '8518', model: '' }, NOT_LISTED],
    ['by code, and only a model is asked', [{ hs: '8518' }], { model: 'M1' }, COARSE],
  ])('lists it %s', (_, products, product, expected) => {
    const world = all(
      certificate({ scope: {} }),
      edit('catalogues', { products: [] }),
      annex({ products }),
      ask({ product: { origin: 'AA', ...product } }),
    );
    expect(reasons(world)).toEqual(expected);
  });
});

describe('an annex', () => {
  it('is suspended in one of several periods', () => {
    const suspensions = [{ from: '2021-01-01', until: '2022-01-01' }, { from: '2023-06-01' }];
    expect(reasons(annex({ suspensions }))).toEqual(['ANNEX_SUSPENDED']);
  });
});

it('a certificate without sectors may be of those that an annex names', () => {
  const unsorted = add('certificates', without(CERTIFICATE, 'sectors'));
  expect(reasons(remove('certificates'), unsorted)).toEqual(['SECTOR_NOT_STATED']);
});

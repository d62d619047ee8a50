import { describe, expect, it } from '@jest/globals';
import type { Measure } from '../../../../../schema/generated/facts.ts';
import { QUESTION } from '../recognised.ts';
import { add, ask } from '../worlds.ts';
import { annex, reasons } from '../altered.ts';
import type { QuestionProduct } from '../../../../../schema/generated/question.ts';

const OK = ['RECOGNISED_BY_BILATERAL'];

/** Without a product that the annex could list. */
const LISTED = ['PRODUCT_LIST_APPLIES', ...OK];

describe('body, accreditation, origin and safeguards', () => {
  it.each([
    [{ certificate: 'C1' }, true],
    [{ certificate: 'C2' }, false],
    [{ body: 'CB1' }, true],
    [{ body: 'CB1', model: 'M1' }, true],
    [{ body: 'CB2', model: 'M1' }, false],
    [{ model: 'M2' }, false],
    [{ hs: '8518' }, true],
    [{ hs: '8518', certificate: 'C1' }, true],
    [{ hs: '8519', certificate: 'C1' }, false],
    [{ model: 'M2', certificate: 'C1' }, false],
    [{ hs: '85', from: '2023-06-02' }, false],
    [{ hs: '85', market: 'AA' }, false],
    [{ hs: '85', market: 'UNION' }, true],
    [{}, false],
  ])('the safeguard measure %j applies: %s', (criteria, applies) => {
    expect(reasons(add('measures', { market: 'BB', ...criteria }))).toEqual(
      applies ? ['SAFEGUARD_MEASURE'] : OK,
    );
  });

  it('a measure is looked for by the product only as far as it is known', () => {
    const origin = annex({ origin: {} });
    const bare = ask({ product: {} });
    expect(reasons(origin, bare, add('measures', { market: 'BB', hs: '85' }))).toEqual(LISTED);
  });
});

describe('a safeguard measure', () => {
  const HIT = ['SAFEGUARD_MEASURE'];

  it.each<[string, Partial<Measure>, QuestionProduct, readonly string[]]>([
    ['the very code', { hs: '851821' }, {}, HIT],
    ['a longer code', { hs: '85182100' }, {}, ['PRODUCT_CODE_TOO_COARSE']],
    ['code and model', { hs: '8518', model: 'M1' }, {}, HIT],
    ['this model, another code', { hs: '94', model: 'M1' }, {}, OK],
    ['this code, another model', { hs: '8518', model: 'M2' }, {}, OK],
    ['this model, another body', { body: 'CB2', model: 'M1' }, {}, OK],
    ['body and code', { body: 'CB1', hs: '8518' }, {}, HIT],
    [
      'body and code, of a product without',
      { body: 'CB1', hs: '8518' },
      { hs: 'none' },
      ['PRODUCT_CODE_TOO_COARSE'],
    ],
    ['this certificate', { certificate: 'C1' }, {}, HIT],
    ['another certificate of this body', { certificate: 'C2', body: 'CB1' }, {}, OK],
    ['this certificate, another body', { certificate: 'C1', body: 'CB2' }, {}, OK],
    ['nothing', {}, {}, OK],
  ])('against %s', (_, given, { hs }, expected) => {
    const { hs: asked, ...rest } = QUESTION.product ?? {};
    const product = hs === 'none' || asked === undefined ? rest : { ...rest, hs: asked };
    const measure = add('measures', { market: 'BB', from: '2023-01-01', ...given });
    expect(reasons(measure, annex({ products: [] }), ask({ product }))).toEqual(expected);
  });
});

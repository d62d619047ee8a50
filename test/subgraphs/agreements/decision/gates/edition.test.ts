import { describe, expect, it } from '@jest/globals';
import { remove } from '../worlds.ts';
import { certificate, reasons } from '../altered.ts';

const OK = ['RECOGNISED_BY_BILATERAL'];

describe('the certificate', () => {
  it('an edition that nobody knows, or none, says nothing', () => {
    expect(reasons(certificate({ edition: '1999' }))).toEqual(OK);
    expect(reasons(remove('standards'))).toEqual(OK);
  });
});

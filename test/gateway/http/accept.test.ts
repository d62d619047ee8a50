import { describe, expect, it } from '@jest/globals';
import {
  chooseCoding,
  chooseLanguage,
  mediaTypeOf,
  MediaTypeChoice,
} from '../../../gateway/http/accept.ts';

describe('Accept', () => {
  const choice = new MediaTypeChoice(['application/json', 'text/csv', 'text/html', 'image/png']);

  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['text/*', 'text/csv'],
    ['TEXT/HTML', 'text/html'],
    ['text/csv, text/html', 'text/csv'],
    ['text/html, text/csv', 'text/html'],
    ['text/csv;q=0.2, text/html;q=0.3', 'text/html'],
    ['text/csv ; q=0.2 , text/html ; Q=0.3', 'text/html'],
    ['text/csv;q=0, */*;q=0.1', 'application/json'],
    ['text/*, text/csv;q=0', 'text/html'],
    ['text/csv;q=0.1, */*', 'application/json'],
    ['*/*;q=0.1, text/html', 'text/html'],
    ['image/png, */*', 'image/png'],
    ['application/json; charset=utf-8', 'application/json'],
    ['application/json; note="a, text/html;q=1"; q=0.5, text/csv;q=0.4', 'application/json'],
    ['text/csv;q=much, text/html;q=0.1', 'text/html'],
    ['text/csv;q=7, text/html;q=-1', undefined],
    [',, text/html', 'text/html'],
    ['application/json;q=0', undefined],
    ['application/pdf', undefined],
    ['text', undefined],
  ])('%s: %s', (header, type) => {
    expect(choice.choose(header)?.type).toBe(type);
    // The second time from memory.
    expect(choice.choose(header)?.type).toBe(type);
  });

  it.each([
    ['text/html', true],
    ['text/html;q=0.3', true],
    ['text/*;q=0.9, text/html, */*', true],
    ['*/*', false],
    ['application/*', false],
    [undefined, false],
  ])('%s names the type: %s', (header, isNamed) => {
    expect(choice.choose(header)?.isNamed).toBe(isNamed);
  });

  it('holds with many and long headers', () => {
    for (let i = 0; i < 1_000; i++)
      expect(choice.choose(`x/y${i}, text/csv;q=0.5`)?.type).toBe('text/csv');
    expect(choice.choose(`${'x/y,'.repeat(4_000)}text/csv`)?.type).toBe('text/csv');
  });
});

describe('Accept-Encoding', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0.5, gzip;q=0.9', 'gzip'],
    ['*', 'br'],
    ['*;q=0', undefined],
    ['identity', undefined],
    ['identity, gzip;q=0.5', undefined],
    ['identity;q=0.5, gzip', 'gzip'],
    ['zstd', undefined],
    ['GZIP', 'gzip'],
  ])('%s: %s', (header, coding) => {
    expect(chooseCoding(header, ['br', 'gzip'])).toBe(coding);
  });
});

describe('Accept-Language', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['zh', 'zh'],
    ['zh-CN, en', 'zh'],
    ['en, zh-CN', 'en'],
    ['en;q=0.3, zh-Hant-TW;q=0.8', 'zh'],
    ['de-CH, *;q=0.5', 'en'],
    ['de, zh;q=0', undefined],
    ['*, en;q=0', 'zh'],
    ['engineering', undefined],
  ])('%s: %s', (header, language) => {
    expect(chooseLanguage(header, ['en', 'zh'])).toBe(language);
  });
});

describe('Content-Type', () => {
  it.each([
    [undefined, ''],
    ['', ''],
    ['text/csv', 'text/csv'],
    ['Text/CSV ;charset=utf-8', 'text/csv'],
    [' application/json;', 'application/json'],
  ])('%s: %s', (header, type) => {
    expect(mediaTypeOf(header)).toBe(type);
  });
});

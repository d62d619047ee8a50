import { describe, expect, it } from '@jest/globals';
import { Linter } from 'eslint';
import { parser } from 'typescript-eslint';

const messages = async (code: string): Promise<string[]> => {
  const file = new URL('../../../scripts/lint/type-names.mjs', import.meta.url).href;
  const { typeNames } = (await import(file)) as { typeNames: Linter.Config };
  const languageOptions = { parser: parser as Linter.Parser };
  const config = { ...typeNames, files: ['**/*.ts'], languageOptions };
  return new Linter()
    .verify(code, [config], { filename: 'lib/a.ts' })
    .map(({ message }) => message);
};

describe('the name of an exported type', () => {
  it.each([
    ['words of the glossary', 'export interface AttestationScheme {}'],
    ['common words', 'export type RequestOptions = object;'],
    ['plurals', 'export class CertificateBodies {}'],
    ['abbreviations', 'export abstract class JWSReader2 {}'],
    ['anything, when it is not exported', 'interface Gubbins {}'],
    ['anything, when it is no type', 'export const Gubbins = 1;'],
  ])('may be made of %s', async (_, code) => {
    expect(await messages(code)).toEqual([]);
  });

  it.each([
    ['an interface', 'export interface CertificateGubbins {}', 'gubbins'],
    ['a type', 'export type Toldness = string;', 'toldness'],
    ['a class', 'export class Togetherer {}', 'togetherer'],
    ['an enumeration', 'export enum Upholding {}', 'upholding'],
    ['a participle that says nothing', 'export interface Told {}', 'told'],
    ['a default export', 'export default class Housekeeping {}', 'housekeeping'],
  ])('may hold no private word: %s', async (_, code, word) => {
    expect(await messages(code)).toEqual([expect.stringContaining(`"${word}" is neither in`)]);
  });
});

/**
 * The names of exported types are made of the glossary's words and of common ones, so that a newcomer can look
 * each of them up. A private word is reported.
 */
import { readFileSync } from 'node:fs';

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** Words of the first column of the glossary's tables. */
function glossaryWords(markdown) {
  const terms = markdown.match(/^\| (?!Term |-)[^|]+/gm) ?? [];
  return terms.flatMap(wordsOf);
}

/** The words in a name or text, in lower case: `QRToken2` has three. */
export function wordsOf(text) {
  const found = text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
  return found.map((word) => word.toLowerCase());
}

const KNOWN = new Set([
  ...glossaryWords(read('../../docs/glossary.md')),
  ...wordsOf(read('common-words.txt')),
]);

/** Whether a word is known, in the singular too. */
function isKnown(word) {
  const singulars = [word.replace(/ies$/, 'y'), word.replace(/es$/, ''), word.replace(/s$/, '')];
  return /^\d+$/.test(word) || [word, ...singulars].some((one) => KNOWN.has(one));
}

/** Words of a name that are neither in the glossary nor common. */
export const privateWords = (name) => wordsOf(name).filter((word) => !isKnown(word));

const rule = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      private:
        '{{name}}: "{{word}}" is neither in docs/glossary.md nor a common word. Use a word of the trade, or define it there.',
    },
  },
  create(context) {
    const check = ({ declaration }) => {
      const id = declaration?.id;
      if (!id || !TYPES.has(declaration.type)) return;
      for (const word of privateWords(id.name))
        context.report({ node: id, messageId: 'private', data: { name: id.name, word } });
    };
    return { ExportNamedDeclaration: check, ExportDefaultDeclaration: check };
  },
};

const TYPES = new Set([
  'ClassDeclaration',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'TSEnumDeclaration',
]);

export const typeNames = {
  files: ['{lib,store,facts,subgraphs,gateway,schema,scripts}/**/*.ts'],
  ignores: ['schema/generated/**'],
  plugins: { names: { rules: { 'type-names': rule } } },
  rules: { 'names/type-names': 'error' },
};

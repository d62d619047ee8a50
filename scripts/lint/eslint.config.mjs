import { fileURLToPath } from 'node:url';
import graphql from '@graphql-eslint/eslint-plugin';
import prettier from 'eslint-config-prettier/flat';
import tseslint from 'typescript-eslint';
import { clauses } from './clause.mjs';
import { house } from './house.mjs';
import { typeNames } from './type-names.mjs';
import { walls } from './walls.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The strictest published rule sets, plus the walls of the house (which room may import which). */
export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'node_modules/**',
      '.install-*/**',
      '.build-*/**',
      'coverage/**',
      'reports/**',
      '**/generated/**',
      'data/**',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/no-unsafe-enum-assignment': 'off', // a third of lint's time, and enums cannot be written here
      '@typescript-eslint/dot-notation': 'off', // contradicts noPropertyAccessFromIndexSignature
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  walls,
  ...house,
  clauses,
  typeNames,
  {
    files: ['schema/*.graphql'],
    ignores: ['schema/api.graphql', 'schema/supergraph.graphql'], // composed of the others
    languageOptions: { parser: graphql.parser },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          FieldDefinition: true,
          EnumValueDefinition: true,
          DirectiveDefinition: true,
        },
      ],
      '@graphql-eslint/naming-convention': [
        'error',
        { types: 'PascalCase', FieldDefinition: 'camelCase', EnumValueDefinition: 'UPPER_CASE' },
      ],
      '@graphql-eslint/no-typename-prefix': 'error',
      '@graphql-eslint/no-duplicate-fields': 'off',
      '@graphql-eslint/unique-type-names': 'off',
    },
  },
  prettier,
);

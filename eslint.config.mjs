import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** House numbers (CONTRIBUTING.md): what is longer is two things. */
const size = {
  'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
  'max-params': 'off',
  '@typescript-eslint/max-params': ['error', { max: 4 }],
};

/** Of the core rules, those that find mistakes which the type checker does not. */
const mistakes = Object.fromEntries(
  [
    'no-async-promise-executor', 'no-case-declarations', 'no-constant-binary-expression', 'no-constant-condition', 'no-debugger',
    'no-dupe-else-if', 'no-duplicate-case', 'no-empty', 'no-empty-character-class', 'no-fallthrough', 'no-irregular-whitespace',
    'no-loss-of-precision', 'no-misleading-character-class', 'no-prototype-builtins', 'no-self-assign', 'no-self-compare',
    'no-sparse-arrays', 'no-unsafe-finally', 'no-unsafe-optional-chaining', 'no-useless-assignment', 'no-useless-catch',
    'no-useless-escape', 'no-var', 'prefer-const', 'require-yield', 'use-isnan', 'valid-typeof',
  ].map((rule) => [rule, 'error']),
);

const product = ['server/**/*.ts', 'client/**/*.ts'];
const tests = ['test/**/*.ts'];
const scripts = ['scripts/**/*.mjs', 'test/**/*.mjs', '*.mjs'];

export default defineConfig(
  { ignores: ['**/node_modules/', 'dist/', 'test/editor/out/', 'coverage/', 'corpus/', '.vscode-test/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { rules: mistakes },
  {
    files: [...product, ...tests],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      // Messages are made of strings and numbers, and the type checker already refuses objects where it matters.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Ports answer with promises, and a scripted one may have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // Interfaces are written in method style and implemented by closures: there is no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  { files: product, rules: size },
  {
    files: tests,
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
    },
  },
  {
    files: scripts,
    languageOptions: {
      globals: Object.fromEntries(
        ['Buffer', 'URL', 'clearTimeout', 'console', 'document', 'fetch', 'process', 'setTimeout'].map((name) => [name, 'readonly']),
      ),
    },
    rules: { 'no-undef': 'error', 'no-unused-vars': ['error', { varsIgnorePattern: '^_' }], 'max-params': ['error', 4], 'max-lines': ['error', 400] },
  },
);

import tseslint from 'typescript-eslint';

/**
 * The layers of DESIGN.md: cli -> suites -> harness <- reference <- cli. Each entry forbids a folder
 * the imports that would point the other way; patterns match the import path as written.
 */
const layers = {
  'harness/**/*.ts': ['**/suites/**', '**/reference/**', '**/cli/**'],
  'suites/**/*.ts': ['**/reference/**', '**/cli/**'],
  'reference/**/*.ts': ['**/suites/**', '**/cli/**'],
};

/** Inside harness: documents know nothing of HTTP, and SOAP knows nothing of RMS. */
const withoutHttp = [
  '**/transport/**',
  'undici',
  'node:http',
  'node:https',
  'node:net',
  'node:tls',
];
const innerLayers = {
  'harness/xml/**/*.ts': [...withoutHttp, '**/soap/**', '**/xrml/**'],
  'harness/xrml/**/*.ts': [...withoutHttp, '**/soap/**'],
  'harness/wmdrm/**/*.ts': [...withoutHttp, '**/soap/**', '**/license-server/**', '**/browser/**'],
  'harness/playready/**/*.ts': [...withoutHttp, '**/soap/**', '**/rights-manager/**'],
  'harness/soap/**/*.ts': [
    '**/xrml/**',
    '**/wmdrm/**',
    '**/playready/**',
    '**/rms/**',
    '**/rights-manager/**',
    '**/license-server/**',
  ],
};

const restrict = (files, group) => ({
  files: [files],
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: [{ group, message: 'This import points against the layers of DESIGN.md.' }] },
    ],
  },
});

export default tseslint.config(
  { ignores: ['node_modules', 'reports', 'test-results', 'fixtures', 'schemas'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['eslint.config.js', 'cli/bin.mjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      eqeqeq: 'error',
      'prefer-const': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only (DESIGN.md, style).' },
        { selector: 'ExportAllDeclaration', message: 'No barrel files (DESIGN.md, style).' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
    },
  },
  {
    // What ESLint and Playwright load by its default export.
    files: [
      'eslint.config.js',
      '**/*.config.ts',
      'cli/global-setup.ts',
      'tests/global-setup.ts',
      'cli/playwright-reporter.ts',
      'cli/progress-reporter.ts',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
  { files: ['**/*.js', '**/*.mjs'], ...tseslint.configs.disableTypeChecked },
  ...Object.entries(layers).map(([files, group]) => restrict(files, group)),
  // A later entry replaces an earlier one's options, so the inner layers repeat harness's own.
  ...Object.entries(innerLayers).map(([files, group]) =>
    restrict(files, [...layers['harness/**/*.ts'], ...group]),
  ),
);

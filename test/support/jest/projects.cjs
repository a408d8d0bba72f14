const { resolve } = require('node:path');

const ROOT = resolve(__dirname, '../../..').replaceAll('\\', '/');

/** What starts processes, synthesises the stack or runs it. */
const SLOW = [
  'test/{end-to-end,infra}/**/*.test.ts',
  'test/cli/{outcome,provider}.test.ts',
  'test/cli/dlq/{crowd,interruption}.test.ts',
  'infra/local/test/{lambda,pipeline,synthesis}.test.ts',
  'test/lib/schema.test.ts',
].map((pattern) => `${ROOT}/${pattern}`);

const project = {
  rootDir: ROOT,
  testEnvironment: 'node',
  transform: { '\\.ts$': '<rootDir>/test/support/jest/esbuild-transform.cjs' },
  setupFiles: ['<rootDir>/test/support/jest/environment.cjs'],
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/.cache'],
};

exports.unit = {
  ...project,
  displayName: 'unit',
  testMatch: [`${ROOT}/{infra,lib,test}/**/*.test.ts`, ...SLOW.map((pattern) => `!${pattern}`)],
};

exports.slow = {
  ...project,
  displayName: 'slow',
  testMatch: SLOW,
  globalSetup: '<rootDir>/test/support/jest/prepare.ts',
};

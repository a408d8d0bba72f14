const { resolve } = require('node:path');

const ROOT = resolve(__dirname, '../../..').replaceAll('\\', '/');

/** What starts processes, synthesises the stack or runs it, and what takes seconds. */
const SLOW = [
  'test/{end-to-end,infra}/**/*.test.ts',
  'test/contract/{contract,sabotage}.test.ts',
  'test/contract-pack/schemas.test.ts',
  'test/cli/{contract,outcome,run}.test.ts',
  'test/cli/dlq/{costly-payloads,crowd,interruption,ls,malformed-answers,replay,show,subscribers,two-at-once}.test.ts',
  'test/functions/{bundle,fault-matrix,reading-thread}.test.ts',
  'test/lib/reading/budget.test.ts',
  'lib/providers/*/test/lossless.test.ts',
  'infra/local/test/{lambda,pipeline,sqs-conformance,synthesis}.test.ts',
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

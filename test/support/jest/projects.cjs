const { resolve } = require('node:path');

const ROOT = resolve(__dirname, '../../..').replaceAll('\\', '/');

/** What takes seconds: laws that are tried on many inputs. */
const LAWS = [
  'test/contract/{contract,sabotage}.test.ts',
  'test/contract-pack/{async-api,changes,schemas}.test.ts',
  'test/cli/dlq/{costly-payloads,crowd,ls,malformed-answers,replay,show,subscribers,two-at-once}.test.ts',
  'test/functions/{bundle,fault-matrix,reading-thread}.test.ts',
  'test/lib/reading/budget.test.ts',
  'test/simulation/*.test.ts',
  'lib/providers/*/test/lossless.test.ts',
  'infra/local/test/{lambda,sqs-conformance}.test.ts',
].map((pattern) => `${ROOT}/${pattern}`);

/** What starts commands, reads the synthesised stack, or runs it. */
const PROGRAMS = [
  'test/{end-to-end,infra}/**/*.test.ts',
  'test/cli/{contract,outcome,run}.test.ts',
  'test/cli/dlq/interruption.test.ts',
  'infra/local/test/{pipeline,synthesis}.test.ts',
].map((pattern) => `${ROOT}/${pattern}`);

const project = {
  rootDir: ROOT,
  testEnvironment: 'node',
  transform: { '\\.ts$': '<rootDir>/test/support/jest/esbuild-transform.cjs' },
  // As `paths` in tsconfig.json has it.
  moduleNameMapper: { '^order-events/subscriber$': '<rootDir>/lib/subscriber/index.ts' },
  setupFiles: ['<rootDir>/test/support/jest/environment.cjs'],
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/.cache'],
};

exports.unit = {
  ...project,
  displayName: 'unit',
  testMatch: [
    `${ROOT}/{infra,lib,test}/**/*.test.ts`,
    ...[...LAWS, ...PROGRAMS].map((pattern) => `!${pattern}`),
  ],
};

exports.laws = { ...project, displayName: 'laws', testMatch: LAWS };

exports.programs = {
  ...project,
  displayName: 'programs',
  testMatch: PROGRAMS,
  globalSetup: '<rootDir>/test/support/jest/prepare.ts',
};

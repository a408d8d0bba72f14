/** What only .ci/run holds the package to: it packs, installs, compiles and synthesises, which takes a minute. */
module.exports = {
  rootDir: '../..',
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/package/**/*.package.ts'],
  transform: { '\\.ts$': '<rootDir>/test/support/jest/esbuild-transform.cjs' },
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/.cache', '<rootDir>/dist'],
  testTimeout: 300_000,
  verbose: true,
};

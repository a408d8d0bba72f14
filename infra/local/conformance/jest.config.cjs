// Unlike the tests' own environment this one keeps AWS_* as it is: the suite may be pointed at another service.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

module.exports = {
  rootDir: '../../..',
  testEnvironment: 'node',
  testMatch: ['<rootDir>/infra/local/conformance/**/*.conformance.ts'],
  transform: { '\\.ts$': '<rootDir>/test/support/jest/esbuild-transform.cjs' },
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/.cache'],
  verbose: true,
};

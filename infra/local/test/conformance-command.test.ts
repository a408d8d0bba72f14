import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const CONFORMANCE = join(__dirname, '..', 'conformance');

it('npm run conformance finds its suite', () => {
  const jest = require.resolve('jest/bin/jest');
  const args = [jest, '--config', join(CONFORMANCE, 'jest.config.cjs'), '--listTests'];
  const listed = execFileSync(process.execPath, args, { encoding: 'utf8' });
  expect(listed.trim()).toBe(join(CONFORMANCE, 'sqs.conformance.ts'));
});

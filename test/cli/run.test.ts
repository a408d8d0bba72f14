import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blocker } from '../../infra/cli/run.cjs';
import { ROOT } from '../support/import-graph';
import { scripts } from '../support/scripts';

it.each([
  ['12.22.12', 'Node.js 12.22.12 is too old: order-events needs 20 or newer'],
  ['19.9.0', 'Node.js 19.9.0 is too old: order-events needs 20 or newer'],
  ['20.0.0', undefined],
  ['24.1.0', undefined],
])('on Node.js %s it says %j', (version, expected) => {
  expect(blocker(version, ROOT)).toBe(expected);
});

describe('before npm ci', () => {
  const checkout = mkdtempSync(join(tmpdir(), 'order-events-'));
  beforeAll(() => {
    mkdirSync(join(checkout, 'infra/cli'), { recursive: true });
    for (const file of ['package.json', 'infra/cli/run.cjs']) cpSync(join(ROOT, file), join(checkout, file));
  });
  afterAll(() => rmSync(checkout, { recursive: true }));

  it.each(Object.entries(scripts))('npm run %s says so in one line and ends with 2', (_, script) => {
    expect(script).toMatch(/^node infra\/cli\/run\.cjs( |$)/);
    const [command = ''] = script.split(' && ');
    const { status, stdout, stderr } = spawnSync(process.execPath, command.split(' ').slice(1), {
      cwd: checkout,
      encoding: 'utf8',
    });
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: 'the packages are missing: run npm ci first\n',
    });
  });
});

it('runs a command from its source, with its arguments', () => {
  const run = (...args: string[]) =>
    execFileSync(process.execPath, ['infra/cli/run.cjs', 'infra/cli/dlq/main.ts', ...args], {
      cwd: ROOT,
      encoding: 'utf8',
    });
  expect(run('--help')).toContain('npm run dlq -- ');
});

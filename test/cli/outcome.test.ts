import { existsSync } from 'node:fs';
import { providers } from '../../lib/providers';
import { fixturesOf } from '../contract/fixtures';
import { run } from '../support/command';
import { inRoot } from '../support/running-stack';

jest.setTimeout(60_000);

const name = providers[0]?.name ?? '';
const [fixture] = fixturesOf(name);

async function outcome(...args: string[]): Promise<{ code: number | null; output: string }> {
  const command = run('infra/cli/outcome.ts', args);
  return { code: await command.ended, output: command.output() };
}

describe('npm run outcome', () => {
  it('finds every expected outcome of a provider right', async () => {
    const { code, output } = await outcome(name, '--check');
    expect(output.trim().split('\n')).toHaveLength(fixturesOf(name).length);
    expect({ code, wrong: output.match(/.*: not right: .*/g) }).toEqual({ code: 0, wrong: null });
  });

  it('takes a fixture by its folder, and leaves it as it is where it is right', async () => {
    const folder = `lib/providers/${name}/fixtures/${fixture?.name}`;
    const { code, output } = await outcome(folder);
    expect(output).toMatch(`${folder}/expected.json: right: `);
    expect(code).toBe(0);
  });

  it('says what it does, and with which exit codes', async () => {
    const { code, output } = await outcome('--help');
    expect(output).toMatch(/^Writes what becomes/);
    expect(output).toContain('Exit code 0');
    expect(code).toBe(0);
  });

  it.each([
    [[], 'expected a fixture; see npm run outcome -- --help\n'],
    [
      [`${name}/nowhere`],
      `${inRoot('lib/providers', name, 'fixtures/nowhere/payload.json')}: cannot be read (ENOENT)\n`,
    ],
    [['--colour'], "Unknown option '--colour'; see npm run outcome -- --help\n"],
    [['infra'], `${inRoot('infra')}: expected a folder below lib/providers/<provider>/fixtures`],
  ])('refuses %j with 2 and one line', async (args, line) => {
    const { code, output } = await outcome(...args);
    expect(output.startsWith(line)).toBe(true);
    expect(output.split('\n')).toHaveLength(2);
    expect(code).toBe(2);
    expect(existsSync(inRoot('lib/providers', name, 'fixtures/nowhere'))).toBe(false);
  });
});

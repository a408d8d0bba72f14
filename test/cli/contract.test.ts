import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contractFiles } from '../../infra/contract/write';
import { closing } from '../support/closing';
import { run } from '../support/command';

const schemaOf = async (...args: string[]) => {
  const command = run('infra/cli/schema.ts', args);
  expect(await command.ended).toBe(0);
  return command.output();
};

it.each([
  [[], 'order-event.schema.json'],
  [['--strict'], 'order-event.strict.schema.json'],
])('prints with %j what the pack has as %s', async (args, file) =>
  expect(await schemaOf(...args)).toBe(contractFiles().get(file)),
);

it('writes every file of the pack', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'order-events-'));
  closing(() => rmSync(folder, { recursive: true }));
  const command = run('infra/cli/contract.ts', [folder, '--json']);
  expect(await command.ended).toBe(0);
  const files = contractFiles();
  expect(JSON.parse(command.output())).toEqual([...files.keys()]);
  for (const [path, text] of files) expect(readFileSync(join(folder, path), 'utf8')).toBe(text);
  expect(readdirSync(folder).length).toBeGreaterThan(3);
});

it('asks for a folder', async () => {
  const command = run('infra/cli/contract.ts', []);
  expect(await command.ended).toBe(2);
  expect(command.output()).toMatch(/^expected one folder: see npm run contract -- --help\n$/);
});

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { stackAssembly } from '../../infra/cli/assembly';

const KIB = 1024;
let bundles: string[] = [];

beforeAll(async () => {
  const directory = await stackAssembly();
  bundles = readdirSync(directory)
    .filter((name) => name.startsWith('asset.'))
    .map((name) => join(directory, name, 'index.js'));
});

describe('what is deployed', () => {
  it('is one file for each of the three functions, at most 350 KiB', () => {
    expect(bundles).toHaveLength(3);
    for (const file of bundles) {
      expect(readdirSync(join(file, '..'))).toEqual(['index.js']);
      expect(statSync(file).size).toBeLessThanOrEqual(350 * KIB);
    }
  });

  it('loads in a folder without node_modules and exports its handler', () => {
    for (const file of bundles) {
      const script = `process.stdout.write(typeof require(${JSON.stringify(file)}).handler)`;
      const env = { PATH: process.env.PATH ?? '', NODE_NO_WARNINGS: '1' };
      expect(execFileSync(process.execPath, ['-e', script], { env, encoding: 'utf8' })).toBe('function');
    }
  }, 30_000);

  it('takes credentials from the environment and knows no other place', () => {
    const sources = bundles.map((file) => readFileSync(file, 'utf8'));
    expect(sources.filter((source) => source.includes('AWS_SECRET_ACCESS_KEY'))).toHaveLength(2);
    expect(sources.join()).not.toMatch(/AssumeRoleWithWebIdentity|sso_start_url|AWS_CONTAINER_CREDENTIALS/);
  });
});

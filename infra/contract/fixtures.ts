import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Circumstances, Outcome } from '../../lib/outcome';

/** What the folder of a provider has of one delivery, and what becomes of it. */
export interface ProviderFixture {
  readonly name: string;
  readonly payload: string;
  readonly circumstances: Circumstances;
  readonly expected: Outcome;
}

/** The root of this repository: the pack is made where the sources are. */
export const REPOSITORY = join(__dirname, '..', '..');

/** The folder of a provider below the root of the repository. */
export const providerFolder = (root: string, provider: string): string =>
  join(root, 'lib', 'providers', provider);

/** The fixtures of a provider, by name. */
export function fixturesIn(root: string, provider: string): readonly ProviderFixture[] {
  const folder = join(providerFolder(root, provider), 'fixtures');
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const text = (file: string) => readFileSync(join(folder, name, file), 'utf8');
      const circumstances = existsSync(join(folder, name, 'delivery.json')) ? text('delivery.json') : '{}';
      return {
        name,
        payload: text('payload.json'),
        circumstances: JSON.parse(circumstances),
        expected: JSON.parse(text('expected.json')),
      };
    });
}

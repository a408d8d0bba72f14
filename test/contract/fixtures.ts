import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Circumstances, Outcome } from '../../lib/outcome';
import type { Facts } from './facts';

export type { Circumstances } from '../../lib/outcome';

const PROVIDERS = join(__dirname, '../../lib/providers');

/**
 * One case of a provider: a folder under `fixtures/` with `payload.json` as `verify` returns it, byte for byte,
 * `expected.json` with the outcome, `delivery.json` where what is known beside the payload matters, and `facts.json`
 * with what a person read in the payload.
 */
export interface Fixture {
  readonly name: string;
  readonly payload: string;
  readonly expected: Outcome;
  readonly circumstances: Circumstances;
  readonly facts?: Facts | undefined;
}

/** The folders of all providers, registered or not. */
export const providerFolders = (): string[] =>
  readdirSync(PROVIDERS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

/** Every case of the provider of that name. */
export function fixturesOf(provider: string): readonly Fixture[] {
  const root = join(PROVIDERS, provider, 'fixtures');
  return readdirSync(root)
    .sort()
    .map((name) => {
      const file = (base: string) => join(root, name, base);
      const json = (base: string) =>
        existsSync(file(base)) ? JSON.parse(readFileSync(file(base), 'utf8')) : undefined;
      return {
        name,
        payload: readFileSync(file('payload.json'), 'utf8'),
        expected: json('expected.json'),
        circumstances: json('delivery.json') ?? {},
        facts: json('facts.json'),
      };
    });
}

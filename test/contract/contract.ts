import type { Provider } from '../../lib/provider';
import type { Check } from './check';
import type { Fixture } from './fixtures';
import { readingChecks } from './reading-checks';
import { readmeChecks } from './readme-checks';
import { sealChecks } from './signature-checks';

/** Every law that a provider of the registry keeps. */
export const contractOf = (provider: Provider, fixtures: readonly Fixture[]): readonly Check[] => [
  ...sealChecks(provider),
  ...readingChecks(provider, fixtures),
  ...readmeChecks(provider, fixtures),
];

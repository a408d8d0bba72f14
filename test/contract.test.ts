import { providers } from '../lib/providers';
import { contractOf } from './contract/contract';
import { fixturesOf } from './contract/fixtures';

describe.each(providers)('the provider $name', (provider) => {
  it.each(contractOf(provider, fixturesOf(provider.name)))('$name', ({ run }) => run());
});

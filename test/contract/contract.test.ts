import { providers, readers, receivers } from '../../lib/providers';
import { contractOf } from './contract';
import { fixturesOf } from './fixtures';

describe.each(providers)('the provider $name', (provider) => {
  it.each(contractOf(provider, fixturesOf(provider.name)))('$name', ({ run }) => run());
});

it('has every provider in all three lists of the registry', () => {
  const names = providers.map(({ name }) => name);
  expect(receivers.map(({ name }) => name)).toEqual(names);
  expect(readers.map(({ name }) => name)).toEqual(names);
  expect(receivers.map(({ events }) => Object.keys(events))).toEqual(
    readers.map(({ events }) => Object.keys(events)),
  );
});

import type { Receiver } from '../../lib/provider';
import { providers } from '../../lib/providers';
import { kitOf } from '../../lib/providers/kits';
import { contractOf } from './contract';
import { fixturesOf, providerFolders } from './fixtures';
import { IMITATIONS } from './imitations/imitations';
import { readmePath } from './readme';

describe.each(providers)('the provider $name', (provider) => {
  const { name } = provider;
  const { write } = kitOf(provider);
  it.each(contractOf({ provider, fixtures: fixturesOf(name), readme: readmePath(name), write }))(
    '$name',
    ({ run }) => run(),
  );
});

describe.each(IMITATIONS)('the imitation $provider.name', (imitation) => {
  it.each(contractOf(imitation))('$name', ({ run }) => run());
});

it('finds the folder of every provider in the registry, under its own name', () => {
  expect(providers.map(({ name }) => name).sort()).toEqual(providerFolders());
});

it.each(providers)("has $name's receiver and reader take the same events", ({ name, events }) => {
  const partOf = (file: string) =>
    jest.requireActual<{ provider: Receiver }>(`../../lib/providers/${name}/${file}`).provider;
  expect(Object.keys(partOf('receiver').events)).toEqual(Object.keys(events));
  expect(Object.keys(partOf('reader').events)).toEqual(Object.keys(events));
});

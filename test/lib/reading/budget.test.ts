import { toFailure } from '../../../lib/failure';
import type { Provider } from '../../../lib/provider';
import { providers } from '../../../lib/providers';
import { read } from '../../../lib/reading/read';
import { deliveryOf } from '../../contract/outcome';

/** Members of a payload, about so many characters long, that are made to cost more than they say. */
type Shape = (characters: number) => string;

const fill = (characters: number, item: (i: number) => string): string =>
  Array.from({ length: Math.floor(characters / (item(1e5).length + 1)) }, (_, i) => item(i)).join();

const SHAPES: readonly (readonly [string, Shape])[] = [
  ['a list of numbers', (n) => `"new":[${fill(n, () => '1')}]`],
  ['a list of numbers that JavaScript cannot hold', (n) => `"new":[${fill(n, () => '1e16')}]`],
  ['a list of numbers where texts are documented', (n) => `"tags":[${fill(n, () => '1')}]`],
  ['a list of numbers where lines are documented', (n) => `"lines":[${fill(n, () => '1')}],"parts":[1]`],
  ['empty lines', (n) => `"lines":[${fill(n / 2, () => '{}')}],"parts":[${fill(n / 2, () => '{}')}]`],
  ['a long name above many children', (n) => `"${'k'.repeat(n / 2)}":{${fill(n / 2, (i) => `"a${i}":{}`)}}`],
  ['a long name above many credentials', (n) => `"${'k'.repeat(n / 2)}":[${fill(n / 2, () => '{"pin":1}')}]`],
  [
    'many levels above many credentials',
    (n) => `"x":${'{"level":'.repeat(150)}[${fill(n, () => '{"pin":1}')}]${'}'.repeat(150)}`,
  ],
  ['many names', (n) => fill(n, (i) => `"a${i}":1`)],
  ['many names of credentials', (n) => `"x":{${fill(n, (i) => `"pin ${i}":1`)}}`],
  ['many free names', (n) => `"metadata":{${fill(n, (i) => `"${i}":1`)}}`],
  ['many levels', (n) => `"x":${'['.repeat(n / 2)}${']'.repeat(n / 2)}`],
  ['digits', (n) => `"x":"${'4 '.repeat(n / 2)}"`],
  ['what begins like a token again and again', (n) => `"x":"${'eyJ.eyJ'.repeat(n / 7)}"`],
  ['what begins like a private key again and again', (n) => `"x":"${'-----BEGIN A '.repeat(n / 13)}"`],
  ['a name of humps', (n) => `"${'aB'.repeat(n / 2)}":1`],
  ['one key again and again', (n) => fill(n, () => '"a":1')],
];

/** Twice the payload may cost little more than twice as much; what looks back at all that came before, four times. */
const MOST_GROWTH = 2.6;
/** The machine may be busy: of each size the cheapest attempt counts. */
const ATTEMPTS = 10;
/** Of so little time, how much is measured depends on the machine. */
const NOISE_MICROSECONDS = 5_000;
const CHARACTERS = 80_000;

describe.each(providers)('to read a payload of $name', (provider) => {
  it.each(SHAPES)('costs twice as much where it is twice as long: %s', (_, shape) => {
    let [once, twice] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    const growth = () => (twice + NOISE_MICROSECONDS) / (once + NOISE_MICROSECONDS);
    for (let i = 0; i < ATTEMPTS && (i === 0 || growth() >= MOST_GROWTH); i++) {
      once = Math.min(once, costOf(provider, shape(CHARACTERS)));
      twice = Math.min(twice, costOf(provider, shape(2 * CHARACTERS)));
    }
    expect(growth()).toBeLessThan(MOST_GROWTH);
  });
});

/** Processor time of reading an order with these members; whatever comes of it, it is no bug. */
function costOf(provider: Provider, members: string): number {
  const event = Object.keys(provider.events)[0] ?? '';
  const payload = withMembers(provider.sample(event, 'acme'), members);
  const delivery = deliveryOf(provider, payload, { event });
  const before = process.cpuUsage();
  try {
    read(provider, delivery);
  } catch (thrown) {
    expect(toFailure(thrown).code).toMatch(/^(?:EVENT_TOO_LARGE|SCHEMA_MISMATCH)$/);
  }
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** The sample with members added to the object that holds the order: the last one of a name counts. */
function withMembers(sample: string, members: string): string {
  const { data, ...rest } = JSON.parse(sample);
  if (data === undefined) return `${sample.slice(0, sample.lastIndexOf('}'))},${members}}`;
  const order = JSON.stringify(data);
  return `{"data":${order.slice(0, -1)},${members}},${JSON.stringify(rest).slice(1)}`;
}

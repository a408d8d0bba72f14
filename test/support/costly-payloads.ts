import type { Provider } from '../../lib/provider';

/** Members of a payload, about so many characters long, that are made to cost more than they say. */
export type Shape = (characters: number) => string;

const fill = (characters: number, item: (i: number) => string): string =>
  Array.from({ length: Math.floor(characters / (item(1e5).length + 1)) }, (_, i) => item(i)).join();

export const DEEP: Shape = (n) => `"x":${'['.repeat(n / 2)}${']'.repeat(n / 2)}`;

export const COSTLY: readonly (readonly [string, Shape])[] = [
  ['a list of numbers', (n) => `"new":[${fill(n, () => '1')}]`],
  ['a list of numbers that JavaScript cannot hold', (n) => `"new":[${fill(n, () => '1e16')}]`],
  ['a list of texts', (n) => `"tags":[${fill(n, () => '"1"')}]`],
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
  ['many levels', DEEP],
  ['digits', (n) => `"x":"${'4 '.repeat(n / 2)}"`],
  ['what begins like a token again and again', (n) => `"x":"${'eyJ.eyJ'.repeat(n / 7)}"`],
  ['what begins like a private key again and again', (n) => `"x":"${'-----BEGIN A '.repeat(n / 13)}"`],
  ['a name of humps', (n) => `"${'aB'.repeat(n / 2)}":1`],
  ['one key again and again', (n) => fill(n, () => '"a":1')],
];

/** A payload of the provider, about so many characters long, which holds an order and members of that shape. */
export function costlyPayload(provider: Provider, shape: Shape, characters: number): string {
  const event = Object.keys(provider.events)[0] ?? '';
  return withMembers(provider.sample(event, 'acme'), shape(characters));
}

/** The sample with members added to the object that holds the order: the last one of a name counts. */
function withMembers(sample: string, members: string): string {
  const { data, ...rest } = JSON.parse(sample);
  if (data === undefined) return `${sample.slice(0, sample.lastIndexOf('}'))},${members}}`;
  const order = JSON.stringify(data);
  return `{"data":${order.slice(0, -1)},${members}},${JSON.stringify(rest).slice(1)}`;
}

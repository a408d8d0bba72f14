import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conformanceTable } from '../conformance/table';
import { Fault } from '../faults/fault';

const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');

it('lists the cases of the conformance suite as they are', () => {
  expect(readme).toContain(conformanceTable());
});

it('lists every kind of fault', () => {
  const [, table = ''] = /\| kind \| fields .*\n\|-.*\n((?:\|.*\n)+)/.exec(readme) ?? [];
  const listed = [...table.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = '']) => [
    ...cell.matchAll(/`([\w-]+)`/g),
  ]);
  const kinds = Fault.options.map(({ entries }) => entries.kind.literal);
  expect(listed.map(([, kind]) => kind).sort()).toEqual([...kinds].sort());
});

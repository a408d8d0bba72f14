import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../infra/cli/paths';
import { providers } from '../../lib/providers';
import { PRICES } from '../bench/prices';
import type { Row } from '../bench/row';
import { billRows } from '../bench/rows/bill';
import { standingBill } from '../bench/standing-bill';
import { sumOf } from '../bench/terms';
import { templateOf } from './templates';

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
/** The length of a line in the log depends on the time in it. */
const TOLERANCE = 0.02;
const HALF_A_CENT = 0.005;

describe('what it costs', () => {
  let rows: Row[];
  beforeAll(async () => {
    rows = await billRows(templateOf('plain'), templateOf('three'));
  }, 60_000);
  const dollarsOf = (name: string): number => {
    const row = rows.find((each) => each.name.trim().replace(/^dollars (?:for )?/, '') === name);
    if (!row) throw new Error(`the bill has no row ${name}`);
    return row.value;
  };

  it('is counted for as many providers as the README says', () => {
    expect(providers).toHaveLength(2);
  });

  it('stands in the README as it is counted', () => {
    const [, table = ''] = /\| what \| USD \|\n\|---\|---\|\n((?:\|.*\n)+)/.exec(readme) ?? [];
    const shown = [...table.matchAll(/^\| (.+) \| ([\d.]+) \|$/gm)];
    expect(shown.length).toBeGreaterThan(10);
    for (const [, name = '', dollars] of shown) {
      const counted = dollarsOf(name);
      const off = Math.abs(Number(dollars) - counted);
      expect([name, counted, off <= Math.max(HALF_A_CENT, TOLERANCE * counted)]).toEqual([
        name,
        counted,
        true,
      ]);
    }
    const terms = Object.keys(standingBill(templateOf('plain'), 17));
    expect(shown.map(([, name]) => name)).toEqual(expect.arrayContaining(terms));
  });

  it('leaves a provider the ceiling that the README says', () => {
    const ceilings = rows.filter(({ unit }) => unit === '1/s').map(({ value }) => Math.round(value));
    expect(ceilings).toEqual([500, 167]);
    expect(readme).toContain('One provider takes 500 orders a second');
    expect(readme).toContain('167 where orders come one by one');
  });
});

it('counts an alarm by its metrics, and grows with what is deployed', () => {
  const plain = standingBill(templateOf('plain'), 0);
  const every = standingBill(templateOf('every'), 0);
  expect(Object.keys(plain).join()).toMatch(/(\d+) alarms on (?!\1 )\d+ metrics/);
  expect(every).toHaveProperty(['1 key'], PRICES.key.dollars);
  expect(sumOf(every)).toBeGreaterThan(sumOf(plain));
});

it('says of every price where it stands and when it was compared', () => {
  for (const { source, compared } of Object.values(PRICES)) {
    expect(source).toMatch(/^https:\/\/aws\.amazon\.com\/[\w-]+\/pricing\/$/);
    expect(compared).toMatch(/^(?:\d{4}-\d{2}|never)$/);
  }
});

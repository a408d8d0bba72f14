import Big from 'big.js';
import { exactMinorUnits } from '../../../lib/money';
import { createRandom } from '../../../lib/random';
import { measure, ratioOf } from '../measure';
import { type Rows, rowOf } from '../row';

const VALUES = 10_000_000;
const ITEMS = 20_000;

/** Amounts from text to minor units, against big.js doing the same. */
export const rows: Rows = async () => {
  const texts = amounts(ITEMS, 1);
  const measured = await measure(
    { ours: (i) => exactMinorUnits(texts[i] as string, 2), big: (i) => withBig(texts[i] as string) },
    { items: ITEMS, milliseconds: 2_000 },
  );
  return [
    rowOf({
      name: 'money, to minor units: times faster than big.js',
      value: measured.ours.micros * 1_000,
      unit: 'ns',
      baseline: measured.big.micros * 1_000,
      ratio: ratioOf(measured.big, measured.ours),
      gate: { atLeast: 10 },
      goal: { atLeast: 20 },
    }),
    rowOf({
      name: `money: values that differ from big.js's, of ${VALUES / 1e6} million`,
      value: differences(),
      unit: '',
      gate: { atMost: 0 },
      goal: { atMost: 0 },
    }),
  ];
};

const withBig = (text: string): number => new Big(text).times(100).toNumber();

/** Values in turn with 0, 1 and 2 decimals, small and large, of either sign; big.js is the judge of each. */
function differences(): number {
  let count = 0;
  for (let from = 0; from < VALUES; from += ITEMS)
    for (const text of amounts(ITEMS, from + 2)) if (exactMinorUnits(text, 2) !== withBig(text)) count++;
  return count;
}

function amounts(count: number, seed: number): string[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const whole = random.whole(10 ** (1 + (i % 9)));
    const decimals = i % 3;
    const fraction = decimals === 0 ? '' : `.${String(random.whole(10 ** decimals)).padStart(decimals, '0')}`;
    const sign = i % 7 === 0 && (whole !== 0 || Number(fraction) !== 0) ? '-' : '';
    return `${sign}${whole}${fraction}`;
  });
}

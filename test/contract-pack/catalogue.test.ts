import { readFileSync } from 'node:fs';
import { contractFiles } from '../../infra/contract/write';
import { EVENT_TYPES, NOTICES } from '../../lib/order/order-event';
import { FULFILLMENT_STATUSES, ORDER_STATUSES, PAYMENT_STATUSES } from '../../lib/order/status';
import { inRoot } from '../support/running-stack';

const FILE = 'infra/contract/EVENTS.md';
const page = contractFiles().get('EVENTS.md') ?? '';

it('is committed as it is written: npm run contract -- --catalogue', () =>
  expect(readFileSync(inRoot(FILE), 'utf8')).toBe(page));

it('has every type, notice and status word, each with a sentence', () => {
  const words = [...EVENT_TYPES, ...NOTICES, ...ORDER_STATUSES, ...PAYMENT_STATUSES, ...FULFILLMENT_STATUSES];
  for (const word of words) expect(page).toMatch(new RegExp(`^\\| \`${word}\` \\| [A-Z].+\\. `, 'm'));
});

it('has every field with a sentence, and links that lead somewhere', () => {
  const rows = page.split('\n').filter((line) => /^\| (?:\*\*)?`\w+`.* \| .* \| .* \|.*\|$/.test(line));
  expect(rows.length).toBeGreaterThan(350);
  expect(rows.filter((row) => !/ \| [A-Z`].*\. \| /.test(row))).toEqual([]);
  const headings = [...page.matchAll(/^### (\w+)$/gm)].map(([, name = '']) => name.toLowerCase());
  for (const [, target] of page.matchAll(/\]\(#(\w+)\)/g)) expect(headings).toContain(target);
});

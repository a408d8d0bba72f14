import * as v from 'valibot';
import {
  amount,
  date,
  flag,
  free,
  id,
  list,
  measure,
  rate,
  text,
  textId,
  textOrList,
  time,
  whole,
  wholeText,
} from '../../../lib/mapping/field-schemas';
import { Fields } from '../../../lib/mapping/fields';
import { createReport } from '../../../lib/reading/report';

const EUR = { code: 'EUR', minorUnit: 2 };

const Line = v.object({
  codes: textOrList,
  count: whole,
  country: text,
  created_at: time,
  due: date,
  extra: free,
  id,
  is_gift: flag,
  number: v.string(),
  rate,
  reference: textId,
  shipped: wholeText,
  sku: text,
  status: text,
  tags: list(text),
  taxes: list(v.object({ amount })),
  total_cost: amount,
  unit_cost: amount,
  user: v.nullish(v.object({ name: text })),
  width: measure,
});
type Line = v.InferOutput<typeof Line>;

/** The fields of a line with these values, which stands at `/lines/0`, and what is reported of it. */
function lineOf(values: object) {
  const report = createReport();
  return {
    line: new Fields<Line>({ number: '1', ...values } as Line, '/lines/0', { amountsAre: 'string', report }),
    report,
  };
}

describe('a field', () => {
  it.each<[string, object, (line: Fields<Line>) => unknown, unknown]>([
    ['a text', { sku: 'A-1' }, (line) => line.text('sku'), 'A-1'],
    ['an empty text', { sku: '' }, (line) => line.text('sku'), undefined],
    ['an id', { id: 0 }, (line) => line.id('id'), '0'],
    [
      'an id that no number holds',
      { id: '12345678901234567890' },
      (line) => line.id('id'),
      '12345678901234567890',
    ],
    ['a flag', { is_gift: false }, (line) => line.flag('is_gift'), false],
    ['a whole number', { count: 0 }, (line) => line.whole('count'), 0],
    ['a measurement', { width: 0.5 }, (line) => line.measure('width'), 0.5],
    ['an amount', { total_cost: '12.5' }, (line) => line.amount('total_cost', EUR), 1250],
    ['an amount as a decimal', { unit_cost: '0.125' }, (line) => line.decimal('unit_cost'), '0.125'],
    ['a rate', { rate: 19 }, (line) => line.rate('rate', 'percent'), { rate: '19', rateUnit: 'percent' }],
    ['no rate', {}, (line) => line.rate('rate', 'percent'), {}],
    [
      'a time',
      { created_at: '2026-01-01T01:00:00+01:00' },
      (line) => line.time('created_at'),
      '2026-01-01T00:00:00Z',
    ],
    ['a date', { due: '2026-01-31T10:00:00' }, (line) => line.date('due'), '2026-01-31'],
    [
      'a known word',
      { status: 'a' },
      (line) => line.status('status', { a: 'open' }),
      { native: 'a', value: 'open' },
    ],
    ['a country', { country: 'de' }, (line) => line.country('country'), { countryCode: 'DE' }],
    ['free JSON', { extra: { a: [1] } }, (line) => line.free('extra'), { a: [1] }],
    ['a list of texts', { tags: ['a', null, '', 'b'] }, (line) => line.texts('tags'), ['a', 'b']],
    ['an empty list of texts', { tags: [null] }, (line) => line.texts('tags'), undefined],
    ['an object', { user: { name: 'Zoë' } }, (line) => line.object('user')?.text('name'), 'Zoë'],
    ['no object', { user: null }, (line) => line.object('user'), undefined],
    [
      'a list',
      { taxes: [{ amount: '1' }, null] },
      (line) => line.list('taxes', (tax) => tax.amount('amount', EUR)),
      [100],
    ],
    [
      'a list of nothing',
      { taxes: [{}] },
      (line) => line.list('taxes', (tax) => tax.amount('amount', EUR)),
      undefined,
    ],
    ['an id that may be a text', { reference: 'A-7' }, (line) => line.textId('reference'), 'A-7'],
    ['an id that may be a number', { reference: 7 }, (line) => line.textId('reference'), '7'],
    ['a whole number as text', { shipped: '2' }, (line) => line.wholeText('shipped'), 2],
    ['a text that may be a list', { codes: 'a, b' }, (line) => line.textOrList('codes'), 'a, b'],
    ['an empty list', { codes: [] }, (line) => line.textOrList('codes'), undefined],
    ['what the schema needs', {}, (line) => line.value('number'), '1'],
  ])('that is %s is read', (_, values, read, expected) => {
    const { line, report } = lineOf(values);
    expect(read(line)).toEqual(expected);
    expect(report).toMatchObject({ notices: [], unmapped: {}, issues: [] });
  });

  it.each<[object, (line: Fields<Line>) => unknown, string]>([
    [{ total_cost: '1.005' }, (line) => line.amount('total_cost', EUR), '/lines/0/total_cost'],
    [{ unit_cost: '12,5' }, (line) => line.decimal('unit_cost'), '/lines/0/unit_cost'],
    [{ created_at: 'soon' }, (line) => line.time('created_at'), '/lines/0/created_at'],
    [{ due: 'soon' }, (line) => line.date('due'), '/lines/0/due'],
    [{ status: 'odd' }, (line) => line.status('status', {}), '/lines/0/status'],
    [{ status: 'odd' }, (line) => line.word('status', new Set()), '/lines/0/status'],
    [{ country: 'Atlantis' }, (line) => line.country('country'), '/lines/0/country'],
    [{ sku: 'ZZZ' }, (line) => line.currency('sku', EUR), '/lines/0/sku'],
    [{ sku: 'A-1' }, (line) => line.setAside('sku', 'expected nothing'), '/lines/0/sku'],
    [
      { user: { name: 'x' } },
      (line) => line.object('user')?.notice('UNKNOWN_VALUE', 'name', ''),
      '/lines/0/user/name',
    ],
    [
      { taxes: [{}, { amount: '-' }] },
      (line) => line.list('taxes', (tax) => tax.amount('amount', EUR)),
      '/lines/0/taxes/1/amount',
    ],
  ])('with something to say about %j says where it is', (values, read, path) => {
    const { line, report } = lineOf(values);
    read(line);
    expect(report.notices.map((notice) => notice.path)).toEqual([path]);
  });

  it.each<[object, (line: Fields<Line>) => unknown, unknown]>([
    [{ total_cost: 12.5 }, (line) => line.amount('total_cost', EUR), 1250],
    [{ unit_cost: -0.125 }, (line) => line.decimal('unit_cost'), '-0.125'],
    [{ rate: '0.190' }, (line) => line.rate('rate', 'fraction').rate, '0.19'],
    [{ id: '7' }, (line) => line.id('id'), '7'],
    [{ count: '2' }, (line) => line.whole('count'), 2],
    [{ width: '42.75' }, (line) => line.measure('width'), 42.75],
    [{ shipped: 0 }, (line) => line.wholeText('shipped'), 0],
    [{ codes: ['a'] }, (line) => line.textOrList('codes'), 'a'],
    [{ codes: ['a', null, 'b'] }, (line) => line.textOrList('codes'), ['a', 'b']],
    [{ codes: 7 }, (line) => line.textOrList('codes'), '7'],
    [{ codes: ['a', 7, 2n ** 53n + 1n] }, (line) => line.textOrList('codes'), ['a', '7', '9007199254740993']],
  ])('that is spelled otherwise, as in %j, keeps its place, with a notice', (values, read, expected) => {
    const { line, report } = lineOf(values);
    expect(read(line)).toEqual(expected);
    expect(report).toMatchObject({ notices: [{ code: 'UNEXPECTED_TYPE' }], unmapped: {}, issues: [] });
  });

  it.each<[object, (line: Fields<Line>) => unknown]>([
    [{ id: '007' }, (line) => line.id('id')],
    [{ id: 'A-7' }, (line) => line.id('id')],
    [{ count: '2.5' }, (line) => line.whole('count')],
    [{ shipped: 'two' }, (line) => line.wholeText('shipped')],
    [{ width: '12 cm' }, (line) => line.measure('width')],
    [{ width: '0.1234567890123456789' }, (line) => line.measure('width')],
    [{ rate: '-1' }, (line) => line.rate('rate', 'percent').rate],
    [{ codes: ['a', 0.5] }, (line) => line.textOrList('codes')],
    [{ codes: ['a', {}] }, (line) => line.textOrList('codes')],
  ])('that is no spelling of its kind, as in %j, is set aside', (values, read) => {
    const { line, report } = lineOf(values);
    expect(read(line)).toBeUndefined();
    const [[key, value] = ['']] = Object.entries(values);
    expect(report).toMatchObject({
      notices: [{ code: 'UNEXPECTED_TYPE', path: `/lines/0/${key}` }],
      unmapped: { [`/lines/0/${key}`]: value },
    });
  });

  it('that has to be a time that exists is an issue where it is not', () => {
    const { line, report } = lineOf({ created_at: '2026-02-30T00:00:00Z' });
    expect(line.orderTime('created_at')).toBeUndefined();
    expect(report.issues.map(({ path }) => path)).toEqual(['/lines/0/created_at']);
  });

  it('is read as what its schema says, or the mapping does not compile', () => {
    const { line } = lineOf({});
    // @ts-expect-error: no field of that name
    line.text('total');
    // @ts-expect-error: a text is no amount
    line.amount('sku', EUR);
    // @ts-expect-error: an amount is no text
    line.text('total_cost');
    // @ts-expect-error: a time is no text
    line.text('created_at');
    // @ts-expect-error: an id is no quantity
    line.whole('id');
    // @ts-expect-error: a quantity is no id
    line.id('count');
    // @ts-expect-error: an amount is no rate
    line.rate('unit_cost', 'percent');
    // @ts-expect-error: nobody may leave the unit of a rate open
    line.rate('rate');
    // @ts-expect-error: what a schema describes is not free
    line.free('user');
    // @ts-expect-error: what is free is not described
    line.object('extra');
  });
});

import { Failure } from '../../../lib/failure';
import { WITHHELD } from '../../../lib/reading/credentials';
import { createReport, type Report } from '../../../lib/reading/report';

const nested = (levels: number): unknown =>
  JSON.parse(`${'{"a":['.repeat(levels / 2)}${']}'.repeat(levels / 2)}`);

/** The notices of one code, without their messages. */
const noticesOf = ({ notices }: Report, wanted: string) =>
  notices.filter(({ code }) => code === wanted).map(({ path, count }) => (count ? [path, count] : [path]));

describe('what no schema knows', () => {
  it('is set aside by its pointer, with a notice', () => {
    const report = createReport();
    report.unknown('/new', { a: [1, null] });
    report.unfit('/sku', 5, 'expected a string, found a number');
    expect(report.unmapped).toEqual({ '/new': { a: [1, null] }, '/sku': 5 });
    expect(report.notices).toMatchObject([
      { code: 'UNMAPPED_FIELD', path: '/new' },
      { code: 'UNEXPECTED_TYPE', path: '/sku' },
    ]);
  });

  it.each([[null], [''], [[]], [{}]])('is no news where it holds nothing: %j', (value) => {
    const report = createReport();
    report.unknown('/new', value);
    expect(report).toMatchObject({ notices: [], unmapped: {} });
  });

  it.each([[0], [false], [' '], [[null]], [{ a: null }]])('is news where it holds something: %j', (value) => {
    const report = createReport();
    report.unknown('/new', value);
    expect(report.unmapped).toEqual({ '/new': value });
    expect(report.notices).toHaveLength(1);
  });

  it('reports each number that was changed by being read', () => {
    const report = createReport();
    report.unknown('/new', JSON.parse('{"a/b":[9007199254740993,-1e400,9007199254740991,0.1]}'));
    expect(report.unmapped).toEqual({ '/new': { 'a/b': [9007199254740992, null, 9007199254740991, 0.1] } });
    expect(noticesOf(report, 'NUMBER_INEXACT')).toEqual([['/new/a~1b/0', 2]]);
  });

  it('may be nested deeper than anybody would', () => {
    const report = createReport();
    report.unknown('/new', nested(200));
    expect(report.issues).toEqual([]);
    expect(report.unmapped).toEqual({ '/new': nested(200) });
  });

  it.each([202, 2_000, 100_000])('is an issue where it is nested %i levels deep', (levels) => {
    const report = createReport();
    report.unknown('/new', nested(levels));
    expect(report.issues).toEqual([
      { path: '/new', message: 'expected at most 200 levels of lists and objects' },
    ]);
  });

  it('keeps a key that JavaScript treats in its own way', () => {
    const report = createReport();
    report.unknown('/new', JSON.parse('{"__proto__":{"a":1},"constructor":2}'));
    expect(JSON.stringify(report.unmapped['/new'])).toBe('{"__proto__":{"a":1},"constructor":2}');
  });
});

describe('a credential', () => {
  const shown = (value: unknown, path = '/new') => {
    const report = createReport();
    report.unknown(path, value);
    return { value: report.unmapped[path], withheld: noticesOf(report, 'VALUE_WITHHELD') };
  };

  it("is withheld for its field's name in a provider's own structure", () =>
    expect(shown({ a: [{ 'x/y': { pin: 1 }, api_key: { id: 5 } }], cvv: '123' })).toEqual({
      value: { a: [{ 'x/y': { pin: WITHHELD }, api_key: WITHHELD }], cvv: WITHHELD },
      withheld: [['/new/a/0/x~1y/pin'], ['/new/a/0/api_key'], ['/new/cvv']],
    }));

  it('is not a yes or no, and not nothing', () => {
    const value = { cvv: null, card_token: true, pin: false };
    expect(shown(value)).toEqual({ value, withheld: [] });
    expect(shown(true, '/payment_details/retry')).toEqual({ value: true, withheld: [] });
  });

  it('is a number in a card, however many lists lie between', () =>
    expect(shown({ card: { number: '5' }, cards: [[{ number: '5' }]], other: { number: '5' } })).toEqual({
      value: {
        card: { number: WITHHELD },
        cards: [[{ number: WITHHELD }]],
        other: { number: '5' },
      },
      withheld: [['/new/card/number'], ['/new/cards/0/0/number']],
    }));

  it('is a number right in an unknown card', () =>
    expect(shown({ number: '5' }, '/data/card').value).toEqual({ number: WITHHELD }));

  it('is the value beside a text that names it', () =>
    expect(
      shown([
        { key: 'Gift card PIN', value: '9911' },
        { value: { digits: 123 }, name: 'cvv' },
        { name: 'Colour', value: 'blue' },
        { name: 5, value: 'five' },
      ]),
    ).toEqual({
      value: [
        { key: 'Gift card PIN', value: WITHHELD },
        { name: 'cvv', value: WITHHELD },
        { name: 'Colour', value: 'blue' },
        { name: 5, value: 'five' },
      ],
      withheld: [['/new/0/value', 2]],
    }));

  it.each(['/card_token', '/data/transactions/0/payment_details/new_field'])('is all at %s', (path) =>
    expect(shown({ any: 'value' }, path)).toEqual({ value: WITHHELD, withheld: [[path]] }),
  );

  it('is withheld for what it is, whatever its field is called', () =>
    expect(shown({ note: '4242 4242 4242 4242' })).toEqual({
      value: { note: WITHHELD },
      withheld: [['/new/note']],
    }));

  it('is told by what it is alone in what shoppers and merchants write', () => {
    const report = createReport();
    const written = { 'Secret message': 'Marry me', 'Pin style': 'enamel', card: { number: '7' } };
    expect(report.free('/metadata', written)).toEqual(written);
    expect(report.free('/metadata', { a: ['4242424242424242'] })).toEqual({ a: [WITHHELD] });
    expect(noticesOf(report, 'VALUE_WITHHELD')).toEqual([['/metadata/a/0']]);
  });
});

describe('a notice', () => {
  it('stands for a code and a place, whatever the position in lists', () => {
    const report = createReport();
    for (let i = 0; i < 1_500; i++) report.unknown(`/lines/${i}/new`, i);
    report.unfit('/lines/3/new', 5, 'expected a string, found a number');
    expect(report.notices).toEqual([
      { code: 'UNMAPPED_FIELD', count: 1_500, message: expect.any(String), path: '/lines/0/new' },
      { code: 'UNEXPECTED_TYPE', message: expect.any(String), path: '/lines/3/new' },
    ]);
    expect(Object.keys(report.unmapped)).toHaveLength(1_500);
  });

  it('of rounded amounts holds the exact texts of the first twenty, and says how many more there are', () => {
    const report = createReport();
    const round = (count: number, from = 0) => {
      for (let i = from; i < from + count; i++)
        report.notice('AMOUNT_ROUNDED', `/l/${i}/a`, `is exactly 1.00${i}`);
    };
    round(2);
    expect(report.notices[0]?.message).toBe('is exactly 1.000; /l/1/a is exactly 1.001');
    round(23, 2);
    const message = report.notices[0]?.message ?? '';
    expect(message.match(/is exactly/g)).toHaveLength(20);
    expect(message).toMatch(/; and 5 more$/);
    expect(report.notices).toMatchObject([{ count: 25 }]);
  });

  it('is only counted where there are more than five hundred', () => {
    const report = createReport();
    for (let i = 0; i < 510; i++) report.notice('UNKNOWN_VALUE', `/a${i}`, 'is not a documented word');
    expect(report.notices).toHaveLength(501);
    expect(report.notices.at(-1)).toMatchObject({ code: 'NOTICES_LEFT_OUT', count: 10, path: '/a500' });
  });

  it('of many places in one value is only counted too', () => {
    const report = createReport();
    report.unknown('/new', Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`pin ${i}`, 'x'])));
    expect(report.notices).toHaveLength(501);
    expect(report.notices.at(-1)).toMatchObject({ code: 'NOTICES_LEFT_OUT', count: 101 });
  });

  it('names no place at more than a readable length', () => {
    const report = createReport();
    report.unknown(`/${'x'.repeat(10_000)}`, { pin: 'p', ['y'.repeat(10_000)]: { pin: 'p' } });
    expect(report.notices).toHaveLength(2);
    for (const { path } of report.notices) expect(path).toHaveLength(501);
  });
});

describe('the budget of a delivery', () => {
  const failureOf = (run: () => void): Failure => {
    try {
      run();
    } catch (thrown) {
      if (thrown instanceof Failure) return thrown;
    }
    throw new Error('No failure was thrown.');
  };

  it.each<[string, (report: Report) => void]>([
    [
      'many values',
      (report) =>
        report.unknown(
          '/new',
          Array.from({ length: 1_000_001 }, () => 1),
        ),
    ],
    ['a long text', (report) => report.unknown('/new', 'x'.repeat(1_000_000))],
    ['a long name', (report) => report.unknown('/new', { ['x'.repeat(1_000_000)]: 1 })],
    ['a long free text', (report) => report.free('/new', ['x'.repeat(1_000_000)])],
    [
      'many invalid values',
      (report) => {
        for (let i = 0; i < 100_000; i++) report.unfit(`/tags/${i}`, 1, 'expected a string');
      },
    ],
  ])('is passed by %s', (_, run) =>
    expect(failureOf(() => run(createReport()))).toMatchObject({ code: 'EVENT_TOO_LARGE' }),
  );

  it('is not passed by half of it', () => {
    const report = createReport();
    report.unknown('/new', 'x'.repeat(500_000));
    report.free('/free', ['x'.repeat(490_000)]);
    expect(report.issues).toEqual([]);
  });

  it('ends reading at a hundred issues', () => {
    const report = createReport();
    const failure = failureOf(() => {
      for (let i = 0; i < 1_000; i++) report.missing(`/lines/${i}/${'x'.repeat(1_000)}`, 'is missing');
    });
    expect(failure.code).toBe('SCHEMA_MISMATCH');
    expect(failure.issues).toHaveLength(100);
    expect(failure.issues[0]?.path).toHaveLength(501);
  });
});

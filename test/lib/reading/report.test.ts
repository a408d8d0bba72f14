import { createReport } from '../../../lib/reading/report';

const nested = (levels: number): unknown =>
  JSON.parse(`${'{"a":['.repeat(levels / 2)}${']}'.repeat(levels / 2)}`);

describe('what is passed on as it came', () => {
  it('is told and set aside by its pointer', () => {
    const report = createReport();
    report.unknown('/new', { a: [1, null] });
    report.unfit('/sku', 5, 'expected a string, found a number');
    expect(report.unmapped).toEqual({ '/new': { a: [1, null] }, '/sku': 5 });
    expect(report.notices).toMatchObject([
      { code: 'UNMAPPED_FIELD', path: '/new' },
      { code: 'UNEXPECTED_TYPE', path: '/sku' },
    ]);
  });

  it('tells each number that was changed by being read', () => {
    const report = createReport();
    report.unknown('/new', JSON.parse('{"a/b":[9007199254740993,-1e400,9007199254740991,0.1]}'));
    expect(report.unmapped).toEqual({ '/new': { 'a/b': [9007199254740992, null, 9007199254740991, 0.1] } });
    expect(report.notices.filter(({ code }) => code === 'NUMBER_INEXACT').map(({ path }) => path)).toEqual([
      '/new/a~1b/0',
      '/new/a~1b/1',
    ]);
  });

  it('may be nested deeper than anybody would', () => {
    const report = createReport();
    report.unknown('/new', nested(200));
    expect(report.issues).toEqual([]);
    expect(report.unmapped).toEqual({ '/new': nested(200) });
  });

  it.each([202, 2_000, 100_000])(
    'makes no order told if it is nested %i levels deep: no stack could be trusted with it',
    (levels) => {
      const report = createReport();
      report.unknown('/new', nested(levels));
      expect(report.issues).toEqual([
        { path: '/new', message: 'expected at most 200 levels of lists and objects' },
      ]);
    },
  );
});

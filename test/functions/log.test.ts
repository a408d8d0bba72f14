import { createLog, describeError, type Fields } from '../../functions/aws/log';
import { describeIssue } from '../../lib/failure';

describe('a log line', () => {
  it('is one line of JSON with a time and a level', () => {
    const lines: string[] = [];
    const log = createLog(
      (line) => lines.push(line),
      () => 0,
    );
    log.info('one\nthing', { id: 'a\u2028b' });
    log.warn('two');
    log.error('three');
    expect(lines.map((line) => line.includes('\n'))).toEqual([false, false, false]);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { timestamp: '1970-01-01T00:00:00.000Z', level: 'INFO', message: 'one\nthing', id: 'a\u2028b' },
      { timestamp: '1970-01-01T00:00:00.000Z', level: 'WARN', message: 'two' },
      { timestamp: '1970-01-01T00:00:00.000Z', level: 'ERROR', message: 'three' },
    ]);
  });
});

describe('what a sender chose the length of', () => {
  /** The fields of one line, as they were logged. */
  function logged(fields: Fields): Record<string, unknown> {
    const lines: string[] = [];
    createLog((line) => lines.push(line)).info('it', fields);
    return JSON.parse(lines[0] ?? '');
  }
  const places = (count: number) => Array.from({ length: count }, (_, i) => `/place/${i}`);

  it('is cut after 300 characters, as a field and in a list', () => {
    const { id, issues } = logged({ id: 'x'.repeat(2_000_000), issues: ['y'.repeat(301), 'z'.repeat(300)] });
    expect(id).toBe(`${'x'.repeat(300)}…`);
    expect(issues).toEqual([`${'y'.repeat(300)}…`, 'z'.repeat(300)]);
  });

  it('is at most twenty items of a list, and how many more there are', () => {
    expect(logged({ issues: places(20) }).issues).toEqual(places(20));
    expect(logged({ issues: places(5_000) }).issues).toEqual([...places(20), 'and 4980 more']);
  });

  it('leaves the sentence about a long place whole', () => {
    const issue = { path: `/${'k'.repeat(100_000)}`, message: 'expected a text, found a number' };
    expect(logged({ issues: [describeIssue(issue)] }).issues).toEqual([
      `/${'k'.repeat(199)}…: expected a text, found a number`,
    ]);
  });
});

describe('what is logged of an error', () => {
  it('is its kind and its place', () => {
    const described = describeError(new TypeError('cannot read "Jane Doe"'));
    expect(described.error).toBe('TypeError');
    expect((described.at as string[])[0]).toContain('log.test.ts');
  });

  it('is never its message, even where its lines look like a stack', () => {
    const message = 'Unexpected token in\n    at Jane Doe (1 Main Street)\n    at $& (secret)';
    const thrown = new Error(message, { cause: new SyntaxError(message) });
    const described = JSON.stringify([describeError(thrown), describeError(thrown.cause)]);
    expect(described).not.toMatch(/Jane|Main|secret|Unexpected/);
    expect(described).toContain('log.test.ts');
  });

  it('is the whole chain of kinds, and the place of the first cause', () => {
    const cause = (() => {
      function deep() {
        return new RangeError('x');
      }
      return deep();
    })();
    const described = describeError(new Error('outer', { cause: new TypeError('middle', { cause }) }));
    expect(described.error).toBe('Error < TypeError < RangeError');
    expect((described.at as string[])[0]).toContain('deep');
  });

  it.each([
    ['a text', 'string'],
    [undefined, 'undefined'],
    [null, 'object'],
    [17, 'number'],
  ])('is the type of whatever else was thrown: %p', (thrown, error) =>
    expect(describeError(thrown)).toEqual({ error }),
  );

  it('is the place of the error itself where its cause is no error', () => {
    const described = describeError(new Error('outer', { cause: 'Jane Doe' }));
    expect(described.error).toBe('Error < string');
    expect((described.at as string[])[0]).toContain('log.test.ts');
  });
});

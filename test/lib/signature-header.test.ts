import { COMMA_LIST, isRecent, SPACE_LIST, taggedValues } from '../../lib/signature-header';

describe('a header of several values', () => {
  it.each([
    ['t=5,v1=aa,v1=bb,v0=cc', 'v1', COMMA_LIST, ['aa', 'bb']],
    ['t=5, v1=aa', 'v1', COMMA_LIST, ['aa']],
    ['t=5,v1=aa==', 'v1', COMMA_LIST, ['aa==']],
    ['t=5,v10=aa', 'v1', COMMA_LIST, []],
    ['v1,aa= v1,bb= v1a,cc=', 'v1', SPACE_LIST, ['aa=', 'bb=']],
    ['', 'v1', SPACE_LIST, []],
    ['v1', 'v1', SPACE_LIST, []],
  ])('%j has for %s', (header, tag, grammar, values) =>
    expect(taggedValues(header, tag, grammar)).toEqual(values),
  );
});

describe('a signed timestamp', () => {
  const now = Date.parse('2026-11-25T10:00:00Z');
  const seconds = now / 1000;

  it.each([
    [seconds, true],
    [seconds - 300, true],
    [seconds + 300, true],
    [seconds - 301, false],
    [seconds + 301, false],
    [now, false],
    ['', false],
    ['-5', false],
    [`${seconds}.0`, false],
    [` ${seconds}`, false],
    ['0x10', false],
    ['NaN', false],
  ])('of %s is recent: %s', (timestamp, recent) => expect(isRecent(String(timestamp), now)).toBe(recent));

  it('may be allowed another tolerance', () => {
    expect(isRecent(String(seconds - 20), now, 10)).toBe(false);
    expect(isRecent(String(seconds - 20), now, 20)).toBe(true);
  });
});

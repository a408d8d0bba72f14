import { readable } from '../../infra/cli/display';

const shown = (content: unknown) =>
  readable({
    function: 'fn',
    requestId: 'r',
    text: typeof content === 'string' ? content : JSON.stringify(content),
  });
const line = { timestamp: '2026-01-02T03:04:05.678Z', level: 'WARN', message: 'refused' };

describe('a line of a function', () => {
  it('is shown with its time, and its fields by name', () => {
    expect(shown({ ...line, code: 'NOT_JSON', issues: ['/a: b', '/c: d'], paths: [] })).toBe(
      '03:04:05.678 ! refused       code=NOT_JSON issues=/a: b; /c: d',
    );
  });

  it('is not shown where only a program reads it', () => {
    expect(shown({ _aws: {}, Provider: 'a' })).toBeUndefined();
  });

  it('can neither steer the terminal nor pretend to be another line', () => {
    const endpoint = 'a\u001b[2J\u0000\r\n03:04:05.678   accepted\u202e';
    expect(shown({ ...line, endpoint })).toBe(
      '03:04:05.678 ! refused       endpoint=a\\u001b[2J\\u0000\\u000d\\u000a03:04:05.678   accepted\\u202e',
    );
  });

  it('says where it was thrown of a bug alone', () => {
    const at = ['at a', 'at b'];
    expect(shown({ ...line, at })).not.toContain('at=');
    expect(shown({ ...line, level: 'ERROR', at })).toContain('at=at a; at b');
  });

  it('that tells of a failed invocation is as short as the others', () => {
    const error = { errorType: 'TypeError', errorMessage: 'no\tway', trace: ['TypeError: no way', '  at x'] };
    expect(shown(`ERROR\tInvoke Error\t${JSON.stringify(error)}\n`)).toBe(
      '             ! failed        fn TypeError: no\\u0009way',
    );
  });

  it('that is none of ours is shown with the name of the function', () => {
    expect(shown('hello\nyou\n')).toBe('fn: hello\nfn: you');
  });
});

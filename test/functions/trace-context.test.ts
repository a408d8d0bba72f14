import { traceparentOf } from '../../functions/trace-context';
import { TRACEPARENT, traceIdOf } from '../../lib/traceparent';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SENT = `00-${TRACE}-00f067aa0ba902b7-01`;

describe('the trace context of a request', () => {
  it("is its sender's", () => {
    expect(traceparentOf(SENT, 'request-1')).toBe(SENT);
    expect(traceIdOf(SENT)).toBe(TRACE);
  });

  it('is read of a later version as far as this one goes', () =>
    expect(traceparentOf(SENT.replace(/^00/, '01').concat('-more'), 'request-1')).toBe(SENT));

  it.each([
    [undefined],
    [''],
    ['00'],
    [`${SENT}-more`],
    [`${SENT}, ${SENT}`],
    [SENT.toUpperCase()],
    [SENT.replace(/^00/, 'ff')],
    [SENT.replace(TRACE, '0'.repeat(32))],
    [SENT.replace('00f067aa0ba902b7', '0'.repeat(16))],
    [SENT.replace(TRACE, TRACE.slice(1))],
    [`01-${'a'.repeat(1_000_000)}-b-c`],
  ])('is made of its id where the header is %.60s', (header) => {
    const made = traceparentOf(header, 'request-1');
    expect(made).toMatch(TRACEPARENT);
    expect(made).toBe(traceparentOf(undefined, 'request-1'));
    expect(made).not.toBe(traceparentOf(undefined, 'request-2'));
  });
});

import type { JournalEntry } from '@order-events/local';
import { createDisplay } from '../../infra/cli/display';
import { createStyle } from '../../infra/cli/style';

const ID = 'b98fe460fea18699f5637d2f4f07c552f844b262f43f079dcd6f48ca5ac6eeac';

function open(style = createStyle(false, {})) {
  const lines: string[] = [];
  const display = createDisplay({
    write: (line) => lines.push(line),
    style,
    providers: ['some-shop', 'other'],
  });
  const log = (content: unknown) =>
    display.log({
      function: 'fn',
      requestId: 'r',
      text: typeof content === 'string' ? content : JSON.stringify(content),
    });
  const entry = (kind: string, content: unknown, where = '') => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    display.entry({ at: Date.UTC(2026, 0, 2, 3, 4, 5), kind, where, ids: [], text } satisfies JournalEntry);
  };
  return { lines, display, log, entry };
}

const line = { timestamp: '2026-01-02T03:04:05.678Z', level: 'WARN', provider: 'some-shop', endpoint: 'us' };
const delivery = {
  v: 1,
  id: ID,
  provider: 'some-shop',
  event: 'order.updated',
  orderKey: 'some-shop:acme:1017',
};
const sent = (body: object) => ({ input: { MessageBody: JSON.stringify(body) }, output: { MessageId: 'm' } });
const put = (detail: unknown, output: object = { EventId: 'e' }) => ({
  input: { Source: 'orders.some-shop', DetailType: 'order.created.v1', Detail: JSON.stringify(detail) },
  output,
});

describe('a delivery is shown in one line', () => {
  it('once its event is on the bus, with its time, provider, order, type and id', () => {
    const { lines, log, entry } = open();
    log({ ...line, level: 'INFO', message: 'accepted', id: ID });
    entry(
      'events.PutEvents',
      put({ metadata: { id: ID, provider: 'some-shop' }, data: { order: { number: 'A-7' } } }),
    );
    log({ ...line, level: 'INFO', message: 'published', id: ID });
    expect(lines).toEqual(['03:04:05   some-shop A-7             created   published     b98fe460fea1']);
  });

  it('not when the bus refuses the event', () => {
    const { lines, entry } = open();
    entry('events.PutEvents', put({}, { ErrorCode: 'InternalFailure' }));
    expect(lines).toEqual([]);
  });

  it('when it is refused, with the reason below', () => {
    const { lines, log } = open();
    log({ ...line, message: 'refused', code: 'SIGNATURE_MISMATCH', issues: ['/a: b'] });
    expect(lines).toEqual([
      '03:04:05 ! some-shop                           refused',
      '           SIGNATURE_MISMATCH at endpoint us',
      '           /a: b',
    ]);
  });

  it('when it is dead-lettered, with its order, the reason and what to do', () => {
    const { lines, log, entry } = open();
    entry('sqs.SendMessage', sent(delivery), 'order-events-some-shop.fifo');
    log({
      ...line,
      level: 'ERROR',
      message: 'dead-lettered',
      code: 'NOT_JSON',
      stage: 'parse',
      id: ID,
      at: ['x'],
    });
    entry('sqs.SendMessage', sent(delivery), 'order-events-some-shop-dead.fifo');
    expect(lines).toEqual([
      '03:04:05 ! some-shop 1017                      dead-lettered b98fe460fea1',
      '           NOT_JSON (parse): npm run dlq -- explain b98fe460fea1',
    ]);
  });

  it('when it is retried, with the pause', () => {
    const { lines, log } = open();
    log({ ...line, message: 'retried', code: 'BUS_UNAVAILABLE', retryInSeconds: 4, id: ID });
    expect(lines.join('\n')).toMatch(
      /! some-shop .* retried +b98fe460fea1\n +BUS_UNAVAILABLE: tried again in 4 s$/,
    );
  });

  it('when it is ignored', () => {
    const { lines, log } = open();
    log({ ...line, level: 'INFO', message: 'ignored', event: 'cart.created', id: ID });
    expect(lines).toEqual(['03:04:05   some-shop                 cart.cre… ignored       b98fe460fea1']);
  });

  it('when SQS dropped it as a repeat', () => {
    const { lines, entry } = open();
    entry('sqs.deduplicated', delivery, 'order-events-some-shop.fifo');
    expect(lines[0]).toBe('03:04:05 ! some-shop 1017            updated   repeat        b98fe460fea1');
    expect(lines[1]).toContain('SQS dropped it: the same id came less than 5 minutes ago');
  });

  it('in 80 columns, however long its order number is', () => {
    const { lines, entry } = open();
    const order = { number: '9'.repeat(300) };
    entry('events.PutEvents', put({ metadata: { id: ID, provider: 'some-shop' }, data: { order } }));
    expect(lines[0]).toContain(' 99999999999999… ');
    expect(lines[0]?.length).toBeLessThanOrEqual(80);
  });
});

describe('what else happens', () => {
  it('is shown with its values, in as many lines as they need', () => {
    const { lines, log } = open();
    const total = { day: '2026-01-02', currency: 'EUR', orders: 1, total: 137500 };
    log({
      timestamp: line.timestamp,
      level: 'INFO',
      message: 'daily total',
      id: ID,
      correlationId: 'c',
      ...total,
    });
    expect(lines).toEqual([
      '03:04:05   daily total id=b98fe460fea1 day=2026-01-02 currency=EUR orders=1',
      '           total=137500',
    ]);
  });

  it('is not shown where only a program reads it', () => {
    const { lines, log } = open();
    log({ _aws: {}, Provider: 'a' });
    expect(lines).toEqual([]);
  });

  it('says where it was thrown of a bug alone', () => {
    const { lines, log } = open();
    const thrown = { ...line, message: 'odd', at: ['at a', 'at b'] };
    log(thrown);
    log({ ...thrown, level: 'ERROR' });
    expect(lines.map((text) => text.includes('at=at a; at b'))).toEqual([false, true]);
  });

  it('names the dead letter of a subscriber, and what to do', () => {
    const { lines, entry } = open();
    entry('sqs.SendMessage', sent({}), 'order-events-totals-function-dead');
    expect(lines).toEqual(['! dead letter in order-events-totals-function-dead: npm run dlq -- ls']);
  });

  it('says what AWS would want of a target that is made by hand', () => {
    const { lines, entry } = open();
    entry('events.PutTargets', {});
    expect(lines.join(' ')).toContain('note: on AWS a queue that is a target needs a policy');
    for (const text of lines) expect(text.length).toBeLessThanOrEqual(80);
  });

  it('is as short for a failed invocation', () => {
    const { lines, log } = open();
    const error = { errorType: 'TypeError', errorMessage: 'no\tway', trace: ['TypeError: no way', '  at x'] };
    log(`ERROR\tInvoke Error\t${JSON.stringify(error)}\n`);
    expect(lines).toEqual(['         ! failed fn TypeError: no\\u0009way']);
  });

  it('is shown with the name of the function where it is none of ours', () => {
    const { lines, log } = open();
    log('hello\nyou\n');
    expect(lines).toEqual(['fn: hello', 'fn: you']);
  });
});

it('lets nothing that was sent steer the terminal or pretend to be another line', () => {
  const { lines, log, entry } = open();
  const evil = 'a\u001b[2J\u0000\r\n03:04:05   published\u202e';
  log({ ...line, message: 'refused', code: 'SIGNATURE_MISMATCH', provider: evil, endpoint: evil });
  log({ ...line, message: evil, [evil]: evil });
  log(evil);
  entry(
    'events.PutEvents',
    put({ metadata: { id: evil, provider: evil }, data: { order: { number: evil } } }),
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for.
  expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u202e]/);
});

describe('colours', () => {
  const refused = { ...line, message: 'refused', code: 'SIGNATURE_MISMATCH' };

  it.each([
    ['on a terminal', true, {}, true],
    ['not elsewhere', false, {}, false],
    ['not where it is unknown', undefined, {}, false],
    ['not with NO_COLOR', true, { NO_COLOR: '1' }, false],
    ['with an empty NO_COLOR, as no-color.org says', true, { NO_COLOR: '' }, true],
    ['not on a dumb terminal', true, { TERM: 'dumb' }, false],
  ])('are there %s', (_, isTerminal, env, coloured) => {
    const { lines, log } = open(createStyle(isTerminal, env));
    log(refused);
    expect(lines[0]?.includes('\u001b[31m')).toBe(coloured);
  });
});

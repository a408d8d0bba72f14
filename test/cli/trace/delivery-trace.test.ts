import { assembleTraces } from '../../../infra/cli/trace/delivery-trace';
import { LOG_OUTCOMES, type LogLine } from '../../../lib/log-line';

let second = 0;
const line = (message: LogLine['message'], fields: Partial<LogLine> = {}): LogLine => ({
  timestamp: `2026-11-25T02:14:${String(second++ % 60).padStart(2, '0')}.000Z`,
  level: 'INFO',
  message,
  provider: 'shop',
  ...fields,
});
beforeEach(() => {
  second = 0;
});

const ID = { id: 'a'.repeat(64), correlationId: 'request-1', account: 'acme' };
const accepted = () => line('accepted', { ...ID, endpoint: 'orders', event: 'ORDER' });

it('tells the way of a delivery in the order of its times, from lines in any order', () => {
  const lines = [
    accepted(),
    line('retried', { ...ID, code: 'ThrottlingException', receives: 1, retryInSeconds: 1 }),
    line('published', { ...ID, type: 'order.created.v1', receives: 2, numberHash: 'h' }),
  ];
  const [trace, ...others] = assembleTraces(lines.reverse());
  expect(others).toEqual([]);
  expect(trace).toMatchObject({
    ...{ key: ID.id, id: ID.id, provider: 'shop', endpoint: 'orders', account: 'acme', event: 'ORDER' },
    ...{ correlationIds: ['request-1'], type: 'order.created.v1', state: 'published' },
  });
  expect(trace?.steps.map(({ place, text }) => `${place}: ${text}`)).toEqual([
    'answer: 200, accepted',
    'queue: stored on the queue of shop',
    'attempt: attempt 1: the bus did not accept it: ThrottlingException; tried again in 1 s',
    'bus: attempt 2: published as order.created.v1',
  ]);
});

it.each([
  ['waiting', () => [accepted()]],
  ['retrying', () => [accepted(), line('retried', ID)]],
  ['retrying', () => [accepted(), line('not dead-lettered', ID)]],
  ['published', () => [accepted(), line('published', ID)]],
  ['published', () => [accepted(), line('published', ID), line('accepted', { ...ID, repeat: true })]],
  ['dead', () => [accepted(), line('dead-lettered', ID)]],
  ['published', () => [accepted(), line('dead-lettered', ID), line('published', { ...ID, replay: true })]],
  ['ignored', () => [line('ignored', ID)]],
  ['refused', () => [line('refused', { correlationId: 'request-1' })]],
] as const)('says that a delivery is %s', (state, lines) => {
  expect(assembleTraces(lines()).map((trace) => trace.state)).toEqual([state]);
});

it.each([
  ['SIGNATURE_MISMATCH', '401, refused: SIGNATURE_MISMATCH'],
  ['PAYLOAD_TOO_LARGE', '413, refused: PAYLOAD_TOO_LARGE'],
  ['SECRETS_UNAVAILABLE', '503, refused: SECRETS_UNAVAILABLE'],
  ['INTERNAL', '500, refused: INTERNAL'],
  ['OF_ANOTHER_VERSION', '5xx, refused: OF_ANOTHER_VERSION'],
])('tells a refusal by its request: %s', (code, text) => {
  const issues = ['/secrets/0: is wrong'];
  const [trace] = assembleTraces([line('refused', { correlationId: 'r', endpoint: 'orders', code, issues })]);
  expect(trace).toMatchObject({ key: 'r', correlationIds: ['r'], state: 'refused' });
  expect(trace?.id).toBeUndefined();
  expect(trace?.steps).toMatchObject([{ place: 'answer', tone: 'bad', text, details: issues }]);
});

it('takes repeats of one event together, and different events apart', () => {
  const other = { id: 'b'.repeat(64), correlationId: 'request-3' };
  const traces = assembleTraces([
    accepted(),
    line('accepted', { ...ID, correlationId: 'request-2', repeat: true }),
    line('accepted', other),
  ]);
  expect(traces.map(({ correlationIds }) => correlationIds)).toEqual([
    ['request-1', 'request-2'],
    ['request-3'],
  ]);
});

it('has a step for every outcome that a log line can have', () => {
  for (const message of LOG_OUTCOMES)
    expect(assembleTraces([line(message, ID)])[0]?.steps.length).toBeGreaterThan(0);
});

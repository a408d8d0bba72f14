import fc from 'fast-check';
import { type DeadLetter, readDeadLetter } from '../../../infra/cli/dlq/dead-letter';
import { describeReason, placeOf, reasonOf } from '../../../infra/cli/dlq/reason';
import type { ReceivedMessage } from '../../../infra/cli/dlq/traverse';
import { deadLetter, delivery } from './dead-letters';

const received = (body: string, rest: Partial<ReceivedMessage> = {}): ReceivedMessage => ({
  key: 'key',
  queue: { url: 'https://sqs/1/dead.fifo', name: 'dead.fifo', fifo: true },
  body,
  system: {},
  attributes: {},
  ...rest,
});

const isTime = (text: string | null) => text === null || !Number.isNaN(Date.parse(text));

it('is read of any message, and has times or none', () => {
  const words = [
    'failure',
    'id',
    'at',
    'receivedAt',
    'requestPayload',
    'requestContext',
    'functionArn',
    'detail',
  ];
  const json = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(fc.constantFrom(...words), fc.jsonValue()),
    fc.record({
      failure: fc.record({ paths: fc.array(fc.string()), message: fc.string(), at: fc.string() }),
    }),
  );
  const attributes = fc.dictionary(
    fc.constantFrom(
      'RULE_ARN',
      'TARGET_ARN',
      'movedAt',
      'receiveCount',
      'RETRY_ATTEMPTS',
      'code',
      'SentTimestamp',
    ),
    fc.oneof(fc.string(), fc.constant('1e300'), fc.constant('9'.repeat(20))),
  );
  const body = fc.oneof(
    fc.string(),
    json.map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(body, attributes, (text, all) => {
      const one: DeadLetter = readDeadLetter(received(text, { attributes: all, system: all }));
      expect([one.summary.deadAt, one.summary.receivedAt].every(isTime)).toBe(true);
      const lines = [reasonOf(one.summary), placeOf(one), ...describeReason(one, true)];
      expect(lines.every((line) => typeof line === 'string')).toBe(true);
    }),
  );
});

it.each([
  ['/data/lines/12/price', 'is missing', '/data/lines/*/price is missing'],
  ['/1/2', 'expected a string, found null', '/*/* expected a string, found null'],
  ['/data/12', 'is missing', '/data/* is missing'],
  ['/a1', 'is missing', '/a1 is missing'],
])('failed first at %s', (path, message, place) => {
  const issues = [
    { path, message },
    { path: '/other', message: 'is missing' },
  ];
  const { body } = deadLetter(delivery().body, 'SCHEMA_MISMATCH', undefined, issues);
  expect(placeOf(readDeadLetter(received(body)))).toBe(place);
});

it('keeps what it says of codes and stages that another version wrote', () => {
  const { body } = deadLetter(delivery().body);
  const parsed = JSON.parse(body);
  const failure = { ...parsed.failure, code: 'UNHEARD_OF', stage: 'fit' };
  const one = readDeadLetter(received(JSON.stringify({ ...parsed, failure })));
  expect(one).toMatchObject({ kind: 'delivery', summary: { code: 'UNHEARD_OF', stage: 'fit' }, failure });
});

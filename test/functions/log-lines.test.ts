import { describeIssue } from '../../lib/failure';
import { logHash } from '../../lib/log-hash';
import { type LogLine, readLogLine } from '../../lib/log-line';
import { failed, openConsumer, recordOf } from './normalize-fixture';
import { openReceiver, signed, withSignature } from './receive-fixture';

const orderHash = logHash('', 'a');

/** What a trace of a delivery is made of: read as the commands read it. */
const linesOf = (lines: readonly string[]): LogLine[] =>
  lines.map(readLogLine).filter((line) => line !== undefined);

it('of a delivery that is accepted or ignored names it by its ids and the hash of its order', async () => {
  const receiver = openReceiver();
  await receiver.post(signed({ event: 'made', order: 'a' }));
  await receiver.post(signed({ event: 'unheard', order: 'a' }));
  const about = { provider: 'fake', endpoint: 'store', account: 'acme', orderHash };
  expect(linesOf(receiver.lines)).toEqual([
    expect.objectContaining({
      message: 'accepted',
      correlationId: 'request-1',
      id: receiver.deliveries()[0]?.id,
      ...about,
    }),
    expect.objectContaining({ message: 'ignored', event: 'unheard', ...about }),
  ]);
});

it.each([
  ['published', () => ({ published: true }) as const, { type: 'order.created.v1', age: 1_000 }],
  [
    'retried',
    () => failed('ThrottlingException'),
    { code: 'ThrottlingException', retryInSeconds: 2, age: 1_000 },
  ],
  ['dead-lettered', () => failed('MalformedDetail', false), { code: 'BUS_REJECTED', stage: 'publish' }],
] as const)('of a delivery that is %s names it by the same', async (message, outcome, more) => {
  const consumer = openConsumer({ outcome });
  await consumer.run(recordOf({ event: 'made', order: 'a' }, { receives: 2 }));
  const [line] = linesOf(consumer.lines);
  expect(line).toMatchObject({
    ...{ message, provider: 'fake', endpoint: 'store', account: 'acme', orderHash, receives: 2 },
    correlationId: 'request-1',
    ...more,
  });
  expect(line?.id).toMatch(/^[0-9a-f]{64}$/);
});

it.each([
  ['published', () => ({ published: true }) as const],
  ['dead-lettered', () => failed('MalformedDetail', false)],
] as const)('of a replayed delivery that is %s says who replayed it, and when', async (message, outcome) => {
  const consumer = openConsumer({ outcome });
  const record = recordOf({ event: 'made', order: 'a' });
  const attributes = { ...record.attributes, SenderId: 'AROAEXAMPLE:jane', SentTimestamp: '1767225600000' };
  const body = JSON.stringify({ ...JSON.parse(record.body), replay: true });
  await consumer.run({ ...record, attributes, body });
  expect(linesOf(consumer.lines)).toMatchObject([
    { message, replay: true, replayedBy: 'AROAEXAMPLE:jane', replayedAt: '2026-01-01T00:00:00.000Z' },
  ]);
  await consumer.run(recordOf({ event: 'made', order: 'b' }));
  expect(linesOf(consumer.lines).at(-1)?.replayedBy).toBeUndefined();
});

describe('of a signature that does not match', () => {
  const refusal = async (signature: string) => {
    const receiver = openReceiver();
    await receiver.post(withSignature(signed({ event: 'made', order: 'a' }), signature));
    return linesOf(receiver.lines);
  };

  it('says how many secrets were tried on what, and how old their document is', async () => {
    expect(await refusal('0'.repeat(64))).toEqual([
      expect.objectContaining({
        message: 'refused',
        code: 'SIGNATURE_MISMATCH',
        issues: [
          describeIssue({ path: '/secrets', message: '2 tried on the body; the document was read 0 s ago' }),
        ],
      }),
    ]);
  });

  it('says so where the header holds none', async () => {
    expect(await refusal('none')).toEqual([
      expect.objectContaining({
        code: 'SIGNATURE_MISMATCH',
        issues: ['the header does not hold a signature'],
      }),
    ]);
  });
});

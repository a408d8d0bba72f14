import fc from 'fast-check';
import { writeDeadLetter } from '../../functions/dead-letter';
import { MESSAGE_LIMIT_BYTES } from '../../lib/delivery';
import { Failure, type Issue } from '../../lib/failure';
import { writeMessage } from '../../lib/json';
import { anyCharacter } from '../support/any-text';
import { scale } from '../support/scale';
import { createStubQueue } from '../support/stub-queue';
import { deliveryOf } from './normalize-fixture';

const AT = { at: '2026-05-04T10:00:00.000Z', mapper: 'fake@7' } as const;
const record = (body: string) => ({ messageId: 'm-1', body, receives: 1 });
const deadLetterOf = (body: string, failure = new Failure('INTERNAL')) =>
  writeDeadLetter(record(body), failure, AT);

/** Throws where SQS would refuse the dead letter. */
function post(message: ReturnType<typeof deadLetterOf>): void {
  const { body, group, deduplication, attributes = {} } = message;
  createStubQueue('dead.fifo', () => 0).send({
    QueueUrl: 'dead.fifo',
    MessageBody: body,
    MessageGroupId: group,
    MessageDeduplicationId: deduplication,
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
    ),
  });
}

/** A message of exactly that size. */
function messageOf(bytes: number): string {
  const empty = Buffer.byteLength(writeMessage(deliveryOf({ order: 'a', bulk: '' })));
  return writeMessage(deliveryOf({ order: 'a', bulk: 'x'.repeat(bytes - empty) }));
}

const issues = (count: number, text = 'p'): Issue[] =>
  Array.from({ length: count }, (_, i) => ({
    path: `/${text.repeat(1_000)}/${i}`,
    message: 'expected a text, found a number',
  }));

describe('a dead letter', () => {
  it('names the first twenty places, each at a readable length', () => {
    const { failure } = JSON.parse(
      deadLetterOf(messageOf(2_000), new Failure('SCHEMA_MISMATCH', issues(5_000))).body,
    );
    expect(failure.paths).toHaveLength(20);
    expect(failure.paths[0]).toBe(`/${'p'.repeat(299)}…`);
    expect(failure.message.length).toBeLessThanOrEqual(1_201);
  });

  it.each([
    ['no issue', 0, 'p'],
    ['thousands of issues', 5_000, 'p'],
    ['thousands of issues in a script of three bytes', 5_000, '語'],
    ['thousands of issues that JSON escapes', 5_000, '\u0001'],
  ])('of the largest delivery still fits into SQS, with %s', (_, count, text) => {
    const message = deadLetterOf(
      messageOf(MESSAGE_LIMIT_BYTES),
      new Failure('SCHEMA_MISMATCH', issues(count, text)),
    );
    expect(() => post(message)).not.toThrow();
    expect(message.attributes).toMatchObject({ code: 'SCHEMA_MISMATCH' });
  });

  it('of a message that fills the limit alone is that message', () => {
    const body = messageOf(1_048_576);
    const message = deadLetterOf(body);
    expect(message).toMatchObject({ body, attributes: {} });
    expect(() => post(message)).not.toThrow();
  });

  it('takes the place of an earlier failure', () => {
    const earlier = writeMessage({ ...deliveryOf({ order: 'a' }), failure: { code: 'UNDECRYPTABLE' } });
    expect(JSON.parse(deadLetterOf(earlier).body).failure.code).toBe('INTERNAL');
  });

  it('has no mapper where the provider is unknown', () => {
    const message = writeDeadLetter(record('{}'), new Failure('NOT_A_DELIVERY'), {
      ...AT,
      mapper: undefined,
    });
    expect(JSON.parse(message.body).failure).not.toHaveProperty('mapper');
    expect(message.attributes).toEqual({ code: 'NOT_A_DELIVERY', stage: 'decode' });
  });

  it('is one that SQS takes, whatever stands in the message', () => {
    const text = fc.oneof(
      fc.string({ unit: anyCharacter, maxLength: 400 }),
      fc.string({ unit: 'grapheme', minLength: 290, maxLength: 310 }),
    );
    const unit = fc.constantFrom('\uD83D\uDE00', '\uD800', '\uFFFE', '\u0000', 'a');
    const odd = fc.array(unit, { maxLength: 320 }).map((units) => units.join(''));
    fc.assert(
      fc.property(
        fc.record({
          provider: odd,
          id: fc.oneof(text, fc.jsonValue()),
          orderKey: fc.oneof(odd, text),
          x: fc.jsonValue(),
        }),
        (message) => post(deadLetterOf(writeMessage(message))),
      ),
      { numRuns: scale(30, 1_000) },
    );
  });
});

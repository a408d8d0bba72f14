import { openSqs } from './open-sqs';

const DEAD_ARN = 'arn:aws:sqs:us-east-1:000000000000:dead';

/** The attribute that sends to the queue with this ARN whatever was received once. */
function redriveTo(deadLetterTargetArn: string) {
  return { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 }) };
}

describe('dead letters', () => {
  it('expire by the time of sending on a standard queue, also behind younger ones', async () => {
    const { call, create, pass, receive } = openSqs();
    const dead = await create('dead', { MessageRetentionPeriod: '60' });
    const queue = await create('q', redriveTo(DEAD_ARN));
    await call('SendMessage', { QueueUrl: queue, MessageBody: 'old' });
    await pass(30);
    await call('SendMessage', { QueueUrl: dead, MessageBody: 'young' });
    for (let receives = 0; receives < 2; receives++) await receive(queue, { VisibilityTimeout: 0 });
    expect(await receive(dead, { VisibilityTimeout: 0 })).toHaveLength(2);
    await pass(40);
    expect(await receive(dead)).toMatchObject([{ Body: 'young' }]);
  });

  it('expire by the time of the move on a FIFO queue', async () => {
    const { call, create, pass, receive } = openSqs();
    const dead = await create('dead.fifo', { MessageRetentionPeriod: '60' });
    const queue = await create('q.fifo', redriveTo(`${DEAD_ARN}.fifo`));
    await call('SendMessage', { QueueUrl: queue, MessageBody: 'x', MessageGroupId: 'g' });
    const [sent] = await receive(queue, { VisibilityTimeout: 0 });
    await pass(50);
    await receive(queue);
    await pass(50);
    const [letter] = await receive(dead);
    expect(letter).toMatchObject({ MessageId: sent?.MessageId });
    expect(letter?.Attributes).not.toMatchObject({ SentTimestamp: Object(sent?.Attributes).SentTimestamp });
  });

  it('that fail again while they are moved back are not moved a second time', async () => {
    const { call, create, pass, receive } = openSqs();
    await create('dead');
    const queue = await create('q', redriveTo(DEAD_ARN));
    for (const MessageBody of ['one', 'two']) await call('SendMessage', { QueueUrl: queue, MessageBody });
    const fail = async () => {
      for (let receives = 0; receives < 2; receives++) await receive(queue, { VisibilityTimeout: 0 });
    };
    await fail();
    await call('StartMessageMoveTask', { SourceArn: DEAD_ARN, MaxNumberOfMessagesPerSecond: 1 });
    for (let second = 0; second < 5; second++) {
      await pass(1);
      await fail();
    }
    expect(await call('ListMessageMoveTasks', { SourceArn: DEAD_ARN })).toMatchObject({
      Results: [{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 2 }],
    });
  });

  it('stay deliverable where the dead-letter queue is gone', async () => {
    const { call, create, receive } = openSqs();
    const dead = await create('dead');
    const queue = await create('q', redriveTo(DEAD_ARN));
    await call('DeleteQueue', { QueueUrl: dead });
    await call('SendMessage', { QueueUrl: queue, MessageBody: 'x' });
    for (let receives = 0; receives < 2; receives++) {
      expect(await receive(queue, { VisibilityTimeout: 0 })).toMatchObject([{ Body: 'x' }]);
    }
  });

  it('of a queue that is its own dead-letter queue come back', async () => {
    const { call, create, receive } = openSqs();
    const queue = await create('dead');
    await call('SetQueueAttributes', { QueueUrl: queue, Attributes: redriveTo(DEAD_ARN) });
    await call('SendMessage', { QueueUrl: queue, MessageBody: 'x' });
    const counts: number[] = [];
    for (let receives = 0; receives < 4; receives++) {
      counts.push((await receive(queue, { VisibilityTimeout: 0 })).length);
    }
    // Every other receive moves it, from the queue to the queue.
    expect(counts).toEqual([1, 0, 1, 0]);
  });
});

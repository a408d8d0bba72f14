import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import type { DeliveryTrace } from '../../infra/cli/trace/delivery-trace';
import { run } from '../../infra/cli/trace/run';
import type { Provider } from '../../lib/provider';
import { providers } from '../../lib/providers';
import { firstEndpoint, type RunningStack, runStack } from '../support/running-stack';

jest.setTimeout(60_000);
const [provider] = providers as [Provider];
let running: RunningStack;
let localFile: string;

beforeAll(async () => {
  running = await runStack();
  const { awsUrl, outputs } = running.stack;
  localFile = join(mkdtempSync(join(tmpdir(), 'order-events-')), 'local.json');
  writeFileSync(localFile, JSON.stringify({ awsUrl, outputs }));
});

async function trace(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = {
    interactive: false,
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    json: (value: unknown) => void out.push(JSON.stringify(value)),
    progress() {},
    ask: async () => false,
  };
  const code = await run([...argv, '--local'], { terminal, env: {}, localFile, now: Date.now });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

it('finds an order by its number and by every id, from the door to a subscriber', async () => {
  const inbox = await running.subscribe();
  const [event = ''] = Object.keys(provider.events);
  const { body } = await running.deliver(
    provider,
    provider.sample(event, firstEndpoint(provider)[1].account),
  );
  const { event: published } = await inbox.next();
  const { id, correlationid, subject } = published.metadata;
  // The event can be here before the function's line is.
  await running.logged('published', { id });
  expect(body.id).toBe(id);
  const words = [published.data.order.number, subject, id, id.slice(0, 12), correlationid];
  for (const word of words) {
    const { code, out } = await trace(String(word), '--json');
    const [found, ...others] = JSON.parse(out) as DeliveryTrace[];
    expect([code, others]).toEqual([0, []]);
    expect(found).toMatchObject({ id, provider: provider.name, state: 'published' });
    expect(found?.steps.map(({ place }) => place)).toEqual(
      expect.arrayContaining(['answer', 'queue', 'bus', 'rule', 'target']),
    );
  }
  const { out } = await trace(id);
  expect(out).toContain(`delivery ${id.slice(0, 12)}  ${provider.name}`);
  expect(out).toMatch(/bus {10}attempt 1: published as/);
  expect(out).toMatch(/target {7}inbox-\w+: inbox-\w+ has it/);
  expect(out).toContain('1 delivery.');
});

it('tells why a delivery is a dead letter, and what to do next', async () => {
  const { body } = await running.deliver(provider, '{"no": "order"}');
  await running.logged('dead-lettered', { id: body.id });
  const { out } = await trace(String(body.id));
  expect(out).toContain('is a dead letter');
  expect(out).toContain(`npm run dlq -- explain ${body.id?.slice(0, 12)}`);
});

it('shows that a redrive by hand needs the queue to go to, and that what still fails dies again', async () => {
  const { body } = await running.deliver(provider, '{"no": "order either"}');
  await running.logged('dead-lettered', { id: body.id });
  const arnOf = async (QueueUrl: string) => {
    const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] });
    return (await running.sqs.send(asked)).Attributes?.QueueArn;
  };
  const SourceArn = await arnOf(running.deadLettersOf(provider.name));
  const move = (DestinationArn?: string) =>
    running.sqs.send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn }));
  const ended = async () => {
    for (;;) {
      const tasks = await running.sqs.send(new ListMessageMoveTasksCommand({ SourceArn }));
      const [task] = tasks.Results ?? [];
      if (task?.Status !== 'RUNNING') return task;
    }
  };
  await move();
  expect(await ended()).toMatchObject({ Status: 'FAILED', FailureReason: 'CouldNotDetermineMessageSource' });
  await move(await arnOf(running.queueOf(provider.name)));
  expect(await ended()).toMatchObject({ Status: 'COMPLETED' });
  const deaths = () =>
    running.logs.filter(({ message, id }) => message === 'dead-lettered' && id === body.id);
  while (deaths().length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(deaths().map(({ replay }) => replay)).toEqual([undefined, undefined]);
});

it('ends with 1 where nothing is found, and with 2 where it is asked wrongly', async () => {
  expect(await trace('no-such-order')).toMatchObject({
    code: 1,
    err: expect.stringContaining('no delivery is in the log'),
  });
  expect(await trace('one', 'two')).toMatchObject({ code: 2 });
  expect(await trace('one', '--since', 'noon')).toMatchObject({ code: 2 });
});

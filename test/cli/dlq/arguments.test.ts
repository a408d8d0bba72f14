import { AwsError } from '@order-events/local';
import { createClients } from '../../../infra/cli/clients';
import { readArguments } from '../../../infra/cli/dlq/arguments';
import { printAge } from '../../../infra/cli/print';
import { findQueues } from '../../../infra/cli/queues';
import { providers } from '../../../lib/providers';
import {
  DEAD,
  ENCRYPTED_DEAD,
  encrypting,
  FUNCTION_DEAD,
  openWorld,
  plain,
  RULE_DEAD,
  SOURCE,
  type World,
} from './world';

describe('the command line', () => {
  it.each([
    [['list'], 'list: expected one of ls, show, explain, replay, purge. See npm run dlq -- --help.'],
    [['ls', 'abc'], 'ls: expected only options, found abc'],
    [['show'], 'show: expected one id, found none'],
    [['explain', 'a', 'b'], 'explain: expected one id, found a b'],
    [['ls', '--yes'], 'ls takes no --yes'],
    [['purge', '--dry-run'], 'purge takes no --dry-run'],
    [['ls', '--nonsense'], "Unknown option '--nonsense'. See npm run dlq -- --help."],
    [['replay', '--code='], '--code: expected a value, found an empty one'],
    [['show', ''], 'show: expected one id, found none'],
  ])('refuses %j', (argv, message) => {
    expect(() => readArguments(argv)).toThrow(message);
  });

  it.each([[[]], [['--help']], [['ls', '-h']]])('explains itself for %j', (argv) => {
    expect(readArguments(argv).command).toBe('help');
  });

  it('ends with 2 for what is asked wrongly, before anything is touched', async () => {
    const world = await openWorld();
    const ran = await world.dlq(['ls', '--older-than', 'yesterday']);
    expect(ran).toMatchObject({
      code: 2,
      err: '--older-than yesterday: expected an age such as 30m, 2h or 3d',
    });
    expect(world.requests).toEqual([]);
    await world.close();
  });
});

it('says in one line that nothing answers', async () => {
  const world = await openWorld();
  const url = 'http://127.0.0.1:9';
  const { code, err } = await world.dlq(['ls'], { url });
  await world.close();
  expect(code).toBe(1);
  expect(err.split('\n')).toEqual([
    `talking to ${url}`,
    expect.stringMatching(
      /ECONNREFUSED.*\. Nothing answers there: start it, or check --endpoint-url and AWS_ENDPOINT_URL\.$/,
    ),
  ]);
});

describe('ages', () => {
  it.each([
    [-5, '0s'],
    [59_999, '59s'],
    [3_599_000, '59m'],
    [86_399_000, '23h'],
    [20 * 86_400_000, '20d'],
  ])('prints %i ms', (milliseconds, text) => expect(printAge(milliseconds)).toBe(text));
});

const searchIn = (world: World) => ({
  clients: createClients({
    endpoint: world.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  }),
  providers,
  warn: (text: string) => expect(text).toBe('nothing to warn of'),
});

describe('dead-letter queues', () => {
  it('are found by their names, those of the providers first, and only they', async () => {
    const world = await openWorld();
    const found = await findQueues({
      ...searchIn(world),
      place: { queues: 'by name', name: 'order-events' },
    });
    const ofProviders = [
      [DEAD, true, plain.name],
      [ENCRYPTED_DEAD, true, encrypting.name],
    ];
    expect(found.map(({ name, fifo, source }) => [name, fifo, source?.provider.name])).toEqual([
      ...ofProviders.sort(([one], [other]) => String(one).localeCompare(String(other))),
      [FUNCTION_DEAD, false, undefined],
      [RULE_DEAD, false, undefined],
    ]);
    expect(found.find(({ name }) => name === DEAD)?.source?.url).toBe(world.queueUrl(SOURCE));
    await world.close();
  });

  it.each(['outputs', 'stack'] as const)('are found in the %s of a stack', async (kind) => {
    const outputs = {
      ShopQueueUrl: `https://sqs/1/${SOURCE}`,
      ShopDeadLetterQueueUrl: `https://sqs/1/${DEAD}`,
      TotalsRuleDeadLetterQueueUrl: 'https://sqs/1/totals-rule-dead',
    };
    const asked: unknown[] = [];
    const cloudFormation = {
      async send(command: { input: unknown }) {
        asked.push(command.input);
        return {
          Stacks: [
            {
              Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({
                OutputKey,
                OutputValue,
              })),
            },
          ],
        };
      },
    };
    const queues = kind === 'outputs' ? { outputs } : { stack: 'Mine' };
    const world = await openWorld();
    const search = searchIn(world);
    const clients = { ...search.clients, cloudFormation: cloudFormation as never };
    const found = await findQueues({ ...search, clients, place: { queues, name: 'order-events' } });
    await world.close();
    expect(found.map(({ url, source }) => [url, source?.url])).toEqual([
      [outputs.ShopDeadLetterQueueUrl, outputs.ShopQueueUrl],
      [outputs.TotalsRuleDeadLetterQueueUrl, undefined],
    ]);
    expect(asked).toEqual(kind === 'outputs' ? [] : [{ StackName: 'Mine' }]);
  });

  it('are found on the rules of the bus and on their functions, whoever made them', async () => {
    const world = await openWorld();
    const { clients, ...search } = searchIn(world);
    const arns = ['mine', 'failed', 'gone'].map((name) => `arn:aws:sqs:us-east-1:000000000000:${name}`);
    const [mine = '', failed = '', gone = ''] = arns;
    for (const QueueName of ['mine', 'failed']) await world.call('AmazonSQS', 'CreateQueue', { QueueName });
    await world.call('AWSEvents', 'CreateEventBus', { Name: 'order-events' });
    const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:ship';
    const targets = [
      { Id: '1', Arn: functionArn, DeadLetterConfig: { Arn: mine } },
      { Id: '2', Arn: arns[0], DeadLetterConfig: { Arn: gone } },
    ];
    for (const Name of ['ship', 'ship-too']) {
      const rule = { EventBusName: 'order-events', Name };
      await world.call('AWSEvents', 'PutRule', {
        ...rule,
        EventPattern: '{"source":[{"prefix":"orders."}]}',
      });
      await world.call('AWSEvents', 'PutTargets', {
        EventBusName: 'order-events',
        Rule: Name,
        Targets: targets,
      });
    }
    const lambda = { send: async () => ({ DestinationConfig: { OnFailure: { Destination: failed } } }) };
    const warned: string[] = [];
    const found = await findQueues({
      ...search,
      clients: { ...clients, lambda: lambda as never },
      place: { name: 'order-events', queues: { outputs: { BusName: 'order-events' } } },
      warn: (text) => void warned.push(text),
    });
    expect(found.map(({ url }) => url)).toEqual(['failed', 'mine'].map(world.queueUrl));
    expect(warned).toEqual([
      expect.stringMatching(
        /^gone, the dead-letter queue of the rule ship-too, cannot be looked into: QueueDoesNotExist/,
      ),
    ]);
    await world.close();
  });

  it('of the stack are looked into by whoever may not list rules, who is told so', async () => {
    const world = await openWorld();
    world.intercept = async ({ action }, next) => {
      if (action === 'ListRules') throw new AwsError('AccessDeniedException', 'no right to list');
      return next();
    };
    const { code, out, err } = await world.dlq(['ls']);
    expect([code, out]).toEqual([0, 'No dead letters in 4 queues.']);
    expect(err).toContain('queues that only the rules of order-events name are left out: AccessDenied');
    await world.close();
  });

  it('can be named', async () => {
    const world = await openWorld();
    await world.send(RULE_DEAD, { body: '{}' });
    const ran = await world.dlq(['ls', '--json', '--queue-url', world.queueUrl(DEAD)]);
    expect(JSON.parse(ran.out)).toEqual([]);
    const both = ['--queue-url', world.queueUrl(DEAD), '--queue-url', world.queueUrl(RULE_DEAD)];
    expect(JSON.parse((await world.dlq(['ls', '--json', ...both])).out)).toHaveLength(1);
    await world.close();
  });
});

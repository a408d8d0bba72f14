import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../infra/cli/exit';
import { choosePlace, type PlaceOptions } from '../../infra/cli/place';

const OUTPUTS = { ShopDeadLetterQueueUrl: 'http://127.0.0.1:1/000000000000/order-events-shop-dead.fifo' };
const MADE_UP = { accessKeyId: 'local', secretAccessKey: 'local' };
/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:9';

let server: Server;
let awsUrl: string;
let directory: string;
let localFile: string;

beforeAll(async () => {
  server = createServer((_, response) => response.end('ok'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  awsUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  directory = mkdtempSync(join(tmpdir(), 'place-'));
  localFile = join(directory, 'local.json');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(directory, { recursive: true });
});
beforeEach(() => writeFileSync(localFile, JSON.stringify({ awsUrl, outputs: OUTPUTS })));

const choose = (options: PlaceOptions, env: Record<string, string> = {}) =>
  choosePlace(options, env, localFile);
const local = () => ({
  label: `the local stack at ${awsUrl}`,
  client: { endpoint: awsUrl, region: 'us-east-1', credentials: MADE_UP },
  name: 'order-events',
  nearby: true,
  queues: { outputs: OUTPUTS },
});
const deployed = {
  label: 'stack OrderEvents (no local stack runs)',
  client: {},
  name: 'order-events',
  nearby: false,
  queues: { stack: 'OrderEvents' },
};

describe('where the dead letters are', () => {
  it('is the local stack, if it runs and nothing else is said', async () => {
    expect(await choose({})).toEqual(local());
    expect(await choose({ local: true }, { AWS_PROFILE: 'work', AWS_ENDPOINT_URL: NOWHERE })).toEqual(
      local(),
    );
  });

  it.each<[string, PlaceOptions, Record<string, string>, object]>([
    ['--stack', { stack: 'Mine' }, {}, { label: 'stack Mine', client: {}, queues: { stack: 'Mine' } }],
    [
      '--profile',
      { profile: 'work' },
      {},
      {
        label: 'stack OrderEvents, profile work',
        client: { profile: 'work' },
        queues: { stack: 'OrderEvents' },
      },
    ],
    [
      '--region',
      { region: 'eu-west-1' },
      {},
      { client: { region: 'eu-west-1' }, queues: { stack: 'OrderEvents' } },
    ],
    ['AWS_PROFILE', {}, { AWS_PROFILE: 'work' }, { label: 'stack OrderEvents, profile work', client: {} }],
    [
      '--name',
      { name: 'order-events-staging' },
      {},
      { name: 'order-events-staging', queues: { stack: 'OrderEventsStaging' } },
    ],
    [
      'AWS_ENDPOINT_URL',
      {},
      { AWS_ENDPOINT_URL: NOWHERE },
      { label: NOWHERE, client: { endpoint: NOWHERE, credentials: MADE_UP }, queues: 'by name' },
    ],
    [
      '--endpoint-url',
      { 'endpoint-url': NOWHERE },
      { AWS_PROFILE: 'work' },
      { label: NOWHERE, queues: 'by name' },
    ],
  ])('is what %s says, though the local stack runs', async (_, options, env, expected) => {
    expect(await choose(options, env)).toMatchObject(expected);
  });

  it('is the deployed stack where no local one runs', async () => {
    rmSync(localFile);
    expect(await choose({})).toEqual(deployed);
  });

  it.each([
    ['that nobody answers', () => ({ awsUrl: NOWHERE, outputs: OUTPUTS })],
    [
      'that is on another machine',
      () => ({ awsUrl: 'https://sqs.us-east-1.amazonaws.com', outputs: OUTPUTS }),
    ],
    ['that is none', () => 'nonsense'],
  ])('is the deployed stack where a file names a local one %s', async (_, content) => {
    writeFileSync(localFile, JSON.stringify(content()));
    expect(await choose({})).toEqual(deployed);
  });

  it('gives made-up credentials to this machine only', async () => {
    const places = await Promise.all([
      choose({ stack: 'Mine' }),
      choose({ 'endpoint-url': 'https://sqs.eu-central-1.amazonaws.com' }),
      choose({}, { AWS_ENDPOINT_URL: 'https://example.com' }),
      choose({ stack: 'Mine' }, { AWS_ENDPOINT_URL: 'https://example.com' }),
    ]);
    for (const { client, nearby } of places) expect([client.credentials, nearby]).toEqual([undefined, false]);
    for (const endpoint of ['http://localhost:4566', 'http://[::1]:4566'])
      expect((await choose({ 'endpoint-url': endpoint })).client.credentials).toEqual(MADE_UP);
  });

  it('is said not to answer where --local is asked for and none runs', async () => {
    rmSync(localFile);
    await expect(choose({ local: true }, { AWS_PORT: '9' })).rejects.toThrow(
      'no local stack answers at http://127.0.0.1:9: start it with npm start',
    );
  });

  it.each<[PlaceOptions, string]>([
    [{ local: true, stack: 'Mine' }, '--local and --stack name two places; give one'],
    [{ stack: 'Mine', 'endpoint-url': NOWHERE }, '--stack and --endpoint-url name two places; give one'],
    [{ local: true, name: 'mine' }, '--local and --name contradict each other'],
    [{ 'endpoint-url': 'nonsense' }, 'nonsense: expected the URL of an endpoint'],
  ])('is not guessed from %j', async (options, message) => {
    const error: unknown = await choose(options).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).toContain(message);
  });
});

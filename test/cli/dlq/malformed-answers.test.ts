import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deadLetter, delivery } from './dead-letters';
import { DEAD, openWorld, SOURCE, type World } from './world';

let world: World;
let proxy: Server;
let url: string;
/** What the proxy answers instead, so many times. */
let instead: { readonly action: string; readonly body: string; times: number };

beforeEach(async () => {
  world = await openWorld();
  proxy = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const headers = { 'x-amz-target': String(request.headers['x-amz-target']) };
      const answer = await fetch(world.url, { method: 'POST', headers, body: Buffer.concat(chunks) });
      const text = await answer.text();
      const isMalformed = headers['x-amz-target'].endsWith(`.${instead.action}`) && instead.times-- > 0;
      response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(isMalformed ? instead.body : text);
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  for (let i = 0; i < 12; i++) await world.send(DEAD, deadLetter(delivery({ number: String(i % 3) }).body));
});
afterEach(async () => {
  proxy.closeAllConnections();
  await new Promise((resolve) => proxy.close(resolve));
  await world.close();
});

const PAGE = '<html>\n<body>Bad gateway</body>\n</html>';

describe('one malformed answer', () => {
  it.each([
    ['ListQueues', PAGE],
    ['GetQueueAttributes', PAGE],
    ['ReceiveMessage', PAGE],
    ['ReceiveMessage', '{"Messages":'],
    ['SendMessage', PAGE],
    ['SendMessage', '{"MD5OfMessageBody":"00000000000000000000000000000000"}'],
    ['DeleteMessageBatch', PAGE],
  ])('does not end a replay: %s answered with %j', async (action, body) => {
    instead = { action, body, times: 1 };
    // What was in an answer that could not be read comes back by itself.
    const { code, err } = await world.settle(world.dlq(['replay', '--yes'], { url }));
    expect([code, err]).toEqual([0, expect.stringContaining('12 dead letters replayed, 0 left')]);
    expect(instead.times).toBeLessThan(1);
    expect(await world.drain(SOURCE)).toHaveLength(12);
    expect(await world.depth(DEAD)).toEqual([0, 0]);
  });

  it('does not keep a dead letter hidden', async () => {
    instead = { action: 'ChangeMessageVisibilityBatch', body: PAGE, times: 1 };
    expect((await world.dlq(['ls'], { url })).code).toBe(0);
    expect(instead.times).toBeLessThan(1);
    expect(await world.depth(DEAD)).toEqual([12, 0]);
  });
});

it('reports in one line that all answers are malformed', async () => {
  instead = { action: 'ReceiveMessage', body: PAGE, times: Number.POSITIVE_INFINITY };
  const { code, err } = await world.dlq(['ls'], { url });
  expect(code).toBe(1);
  expect(err.split('\n')).toEqual([
    `talking to ${url}`,
    expect.stringMatching(/^SyntaxError: .*\. What answers there does not speak AWS's protocols: check /),
  ]);
});

import { createRecorder } from '../../../infra/cli/console/local/recorder';

const ID = 'b98fe460fea18699f5637d2f4f07c552f844b262f43f079dcd6f48ca5ac6eeac';
const QUEUE = 'order-events-some-shop.fifo';
const DEAD = 'order-events-some-shop-dead.fifo';

const delivery = (fields: object = {}) =>
  JSON.stringify({
    ...{ v: 1, provider: 'some-shop', endpoint: 'us', account: 'acme', id: ID, event: 'order.made' },
    ...{ orderKey: 'some-shop:acme:7', receivedAt: '2026-01-02T03:04:05Z', correlationId: 'request-1' },
    ...{ encoding: 'text', payload: '{"a":1}' },
    ...fields,
  });

/** A recorder, and one word for each thing that happens in a stack. */
function open(options: { characters?: number } = {}) {
  const recorder = createRecorder({ now: () => 1_000, ...options });
  let at = 1_000;
  const entry = (kind: string, where: string, ids: readonly string[], content: unknown) => {
    at += 10;
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    recorder.entry({ at, kind, where, ids, text });
  };
  const log = (message: string, fields: object = {}) =>
    recorder.log({
      function: 'fn',
      requestId: '',
      text: `${JSON.stringify({ timestamp: '', level: 'INFO', message, correlationId: 'request-1', id: ID, ...fields })}\n`,
    });
  const request = (id = 'request-1') =>
    entry('http.request', 'api', [id], {
      rawPath: '/webhooks/some-shop/us',
      headers: { a: 'b' },
      body: '{"a":1}',
    });
  const send = (queue: string, body: string, MessageId = 'message-1') =>
    entry('sqs.SendMessage', queue, [MessageId], { input: { MessageBody: body }, output: { MessageId } });
  const receive = (times: number) =>
    entry('sqs.ReceiveMessage', QUEUE, ['message-1'], {
      MessageId: 'message-1',
      Attributes: { ApproximateReceiveCount: String(times) },
    });
  const put = () =>
    entry('events.put', 'order-events', ['event-1'], {
      ...{ source: 'orders.some-shop', detailType: 'order.created.v1' },
      detail: JSON.stringify({
        metadata: { id: ID, correlationid: 'request-1', subject: 'some-shop:acme:7' },
        data: { order: { number: 'A-7' }, notices: [{}] },
      }),
    });
  const accept = () => {
    request();
    send(QUEUE, delivery());
    entry('http.answer', 'api', ['request-1'], '200 {"status":"accepted"}');
    log('accepted');
  };
  const publish = () => {
    receive(1);
    put();
    entry('events.matched', 'order-events', ['event-1'], { rules: ['totals'] });
    entry('lambda.invoke', 'totals-fn', ['run-1'], { version: '0', id: 'event-1' });
    const target = 'arn:aws:lambda:us-east-1:0:function:totals-fn';
    entry('events.delivered', 'totals', ['event-1'], { rule: 'totals', target, attempt: 1 });
  };
  const only = async () => {
    const rows = await recorder.rows();
    expect(rows).toHaveLength(1);
    const known = await recorder.find(rows[0]?.key ?? '');
    if (!known) throw new Error('the row is not known');
    return known;
  };
  return { recorder, entry, log, request, send, receive, accept, publish, only };
}

const states = (way: readonly { kind: string; state: string }[]) =>
  way.map(({ kind, state }) => `${kind} ${state}`);

it('follows a delivery from its request to each subscriber', async () => {
  const { accept, publish, entry, only } = open();
  accept();
  expect((await only()).row).toMatchObject({ outcome: 'waiting', endpoint: 'us', order: 'some-shop:acme:7' });
  publish();
  entry('lambda.result', 'totals-fn', ['run-1'], 'null');
  const { row, way, request, message, event } = await only();
  expect(row).toMatchObject({
    ...{ key: 'request-1', provider: 'some-shop', outcome: 'published', id: ID, number: 'A-7', attempts: 1 },
    ...{ type: 'order.created.v1', notices: 1, tookMs: 40 },
  });
  expect(states(way)).toEqual([
    ...['receive passed', 'queue passed', 'normalize passed', 'bus passed', 'subscriber passed'],
  ]);
  expect(way[4]?.name).toBe('totals');
  expect([request?.path, message, event?.includes('A-7')]).toEqual([
    '/webhooks/some-shop/us',
    delivery(),
    true,
  ]);
});

it('says that a subscriber failed, and that it did not once a retry went well', async () => {
  const { accept, publish, entry, only } = open();
  accept();
  publish();
  entry('lambda.failed', 'totals-fn', ['run-1'], { errorType: 'TypeError' });
  expect((await only()).row.outcome).toBe('subscriber failed');
  entry('lambda.invoke', 'totals-fn', ['run-2'], { version: '0', id: 'event-1' });
  entry('lambda.result', 'totals-fn', ['run-2'], 'null');
  expect((await only()).row.outcome).toBe('published');
});

it('says why a delivery is refused, retried, ignored or dropped', async () => {
  const refused = open();
  refused.request();
  refused.log('refused', { code: 'SIGNATURE_MISMATCH', issues: [] });
  refused.entry('http.answer', 'api', ['request-1'], '401 {}');
  expect((await refused.only()).row).toMatchObject({ outcome: 'refused', code: 'SIGNATURE_MISMATCH' });

  const ignored = open();
  ignored.request();
  ignored.log('ignored', { event: 'cart.made' });
  ignored.entry('http.answer', 'api', ['request-1'], '200 {"status":"ignored"}');
  expect((await ignored.only()).row).toMatchObject({ outcome: 'ignored', type: 'cart.made' });

  const throttled = open();
  throttled.entry('http.answer', 'api', ['request-1'], '429 {}');
  expect((await throttled.only()).row).toMatchObject({ outcome: 'refused', code: 'THROTTLED' });

  const retried = open();
  retried.accept();
  retried.receive(1);
  retried.log('retried', { code: 'ThrottlingException', retryInSeconds: 4 });
  retried.receive(2);
  expect((await retried.only()).row).toMatchObject({ outcome: 'retrying', attempts: 2 });

  const repeated = open();
  repeated.request();
  repeated.entry('sqs.deduplicated', QUEUE, ['message-1'], delivery());
  repeated.send(QUEUE, delivery());
  expect((await repeated.only()).row.outcome).toBe('repeat');
});

it('follows a dead letter to its replay', async () => {
  const { accept, receive, log, send, publish, only } = open();
  accept();
  receive(1);
  send(DEAD, delivery({ failure: { code: 'NOT_JSON' } }), 'message-2');
  log('dead-lettered', { code: 'NOT_JSON', stage: 'parse', issues: ['/a: expected b'] });
  const dead = await only();
  expect(dead.row).toMatchObject({ outcome: 'dead-lettered', code: 'NOT_JSON' });
  expect(dead.issues).toEqual(['/a: expected b']);
  expect(states(dead.way)).toEqual([
    ...['receive passed', 'queue passed', 'normalize failed', 'bus not reached', 'dead letters failed'],
  ]);
  send(QUEUE, delivery({ replay: true }), 'message-1');
  expect((await only()).row.outcome).toBe('waiting');
  publish();
  const replayed = await only();
  expect(replayed.row.outcome).toBe('published');
  expect(replayed.row.code).toBeUndefined();
  expect(states(replayed.way)).toContain('dead letters passed');
});

it('keeps the row of a delivery whose texts had to make room, and says so', async () => {
  const { recorder, request } = open({ characters: 300 });
  for (let i = 0; i < 10; i++) request(`request-${i}`);
  expect(await recorder.rows()).toHaveLength(10);
  const [oldest, newest] = [await recorder.find('request-0'), await recorder.find('request-9')];
  expect([oldest?.request, oldest?.gaps.length]).toEqual([undefined, 1]);
  expect([newest?.request?.path, newest?.gaps.length]).toEqual(['/webhooks/some-shop/us', 0]);
});

it('keeps 20,000 deliveries, the newest', async () => {
  const { recorder, request } = open();
  for (let i = 0; i < 20_010; i++) request(`request-${i}`);
  expect(await recorder.rows()).toHaveLength(20_000);
  expect(await recorder.find('request-9')).toBeUndefined();
});

it('tells each change to whoever watches', () => {
  const { recorder, accept } = open();
  const heard: string[] = [];
  const end = recorder.watch(([row]) => heard.push(row?.outcome ?? ''));
  accept();
  const count = heard.length;
  expect(count).toBeGreaterThan(2);
  end();
  accept();
  expect(heard).toHaveLength(count);
});

it('heeds nothing that is none of a delivery', async () => {
  const { recorder, entry, log } = open();
  entry('sqs.SendMessage', 'mine', [], { input: { MessageBody: 'hello' }, output: {} });
  entry('http.request', 'api', ['x'], { rawPath: '/elsewhere' });
  entry('lambda.invoke', 'fn', ['run'], 'no json');
  entry('events.matched', 'bus', ['nobody'], {});
  entry('no.such.kind', 'x', [], {});
  log('published', { correlationId: 'nobody' });
  recorder.log({ function: 'fn', requestId: '', text: '{"timestamp"' });
  expect(await recorder.rows()).toEqual([]);
});

import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { BODY_LIMIT_BYTES } from '../../functions/receive';
import { MESSAGE_LIMIT_BYTES, readDelivery } from '../../lib/delivery';
import { TRACEPARENT } from '../../lib/traceparent';
import { httpEvent } from '../support/lambda-events';
import { openReceiver, SECRETS, signed, withSignature } from './receive-fixture';

const ORDER = { event: 'made', order: 'o-1' };

describe('what is accepted', () => {
  it('is answered 200 with the event id, once the queue has it', async () => {
    let store = () => {};
    const receiver = openReceiver({ send: () => new Promise((resolve) => (store = resolve)) });
    let answered = false;
    const answer = receiver.post(signed(ORDER)).finally(() => {
      answered = true;
    });
    await new Promise(setImmediate);
    expect(answered).toBe(false);
    store();
    const { statusCode, body = '' } = await answer;
    expect(statusCode).toBe(200);
    expect(JSON.parse(body)).toEqual({ status: 'accepted', id: receiver.deliveries()[0]?.id });
  });

  it('lies on the queue of its provider with everything that reading needs', async () => {
    const receiver = openReceiver();
    await receiver.post(signed(ORDER));
    expect(receiver.sent[0]?.url).toBe('https://sqs/000000000000/order-events-fake.fifo');
    expect(receiver.deliveries()).toEqual([
      {
        v: 1,
        provider: 'fake',
        endpoint: 'store',
        account: 'acme',
        event: 'made',
        id: expect.stringMatching(/^[0-9a-f]{64}$/),
        orderKey: 'fake:acme:o-1',
        receivedAt: '2026-05-04T10:00:00.000Z',
        correlationId: 'request-1',
        traceparent: expect.stringMatching(TRACEPARENT),
        encoding: 'text',
        payload: JSON.stringify(ORDER),
      },
    ]);
  });

  it('belongs to the trace that its sender names, on the queue and in the log', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const receiver = openReceiver();
    const request = signed(ORDER);
    await receiver.post({ ...request, headers: { ...request.headers, traceparent } });
    expect(receiver.deliveries()[0]).toMatchObject({ traceparent });
    expect(receiver.logged('accepted')).toEqual([
      expect.objectContaining({ traceId: '4bf92f3577b34da6a3ce929d0e0e4736' }),
    ]);
  });

  it('carries the time zone of its endpoint', async () => {
    const document = JSON.stringify({ store: { ...SECRETS.store, timeZone: 'Europe/Berlin' } });
    const receiver = openReceiver({ document: () => document });
    await receiver.post(signed(ORDER));
    expect(receiver.deliveries()[0]).toMatchObject({ timeZone: 'Europe/Berlin' });
  });

  it('is grouped by its order and deduplicated by its event', async () => {
    const receiver = openReceiver();
    for (const state of [1, 2, 2]) await receiver.post(signed({ ...ORDER, state }));
    const [first, second, repeat] = receiver.sent.map(({ message }) => message);
    expect(first?.group).toBe(createHash('sha256').update('fake:acme:o-1').digest('hex'));
    expect(second?.group).toBe(first?.group);
    expect(first?.deduplication).toBe(receiver.deliveries()[0]?.id);
    expect(second?.deduplication).not.toBe(first?.deduplication);
    expect(repeat?.deduplication).toBe(second?.deduplication);
  });

  it('is grouped by its event where the order is unknown', async () => {
    const receiver = openReceiver();
    await receiver.post(signed({ event: 'made' }));
    expect(receiver.sent[0]?.message.group).toBe(receiver.deliveries()[0]?.id);
  });

  it('is checked over the decoded bytes of a body in Base64', async () => {
    const receiver = openReceiver();
    const answer = await receiver.receive(httpEvent('fake', 'store', signed(ORDER), { base64: true }));
    expect(answer.statusCode).toBe(200);
    expect(receiver.deliveries()[0]?.payload).toBe(JSON.stringify(ORDER));
  });

  it.each([
    ['current', '0'],
    ['previous', '1'],
  ])('with the %s secret is counted under position %s', async (secret, position) => {
    const receiver = openReceiver();
    expect((await receiver.post(signed(ORDER, secret))).statusCode).toBe(200);
    expect(receiver.count('Verified', { Provider: 'fake', Key: position, Layout: 'plain' })).toBe(1);
    expect(receiver.logged('accepted')).toEqual([expect.objectContaining({ key: Number(position) })]);
  });

  it('is queued as it came where nothing decrypts it', async () => {
    const receiver = openReceiver();
    const body = JSON.stringify({ event: 'made', sealed: true });
    expect((await receiver.post(signed(body))).statusCode).toBe(200);
    expect(receiver.deliveries()[0]).toMatchObject({ encoding: 'sealed', payload: body });
    expect(receiver.deliveries()[0]).not.toHaveProperty('orderKey');
    expect(receiver.logged('accepted')).toEqual([expect.objectContaining({ encrypted: true })]);
  });

  it.each([
    ['is not JSON', Buffer.from('surprise')],
    ['is not UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['is empty', Buffer.alloc(0)],
  ])('may be anything that is authentic: it %s', async (_, body) => {
    const receiver = openReceiver();
    const answer = await receiver.receive(httpEvent('fake', 'store', signed(body), { base64: true }));
    expect(answer.statusCode).toBe(200);
    expect(receiver.sent).toHaveLength(1);
  });

  it('is counted as received and accepted', async () => {
    const receiver = openReceiver();
    await receiver.post(signed(ORDER));
    expect(receiver.count('Received', { Provider: 'fake' })).toBe(1);
    expect(receiver.count('Accepted', { Provider: 'fake' })).toBe(1);
  });
});

describe('characters that SQS refuses', () => {
  it.each([
    ['U+FFFE', '\uFFFE'],
    ['U+FFFF', '\uFFFF'],
    ['a control character', '\u0001'],
    ['half a surrogate pair', '\uD800'],
  ])('%s reaches the queue escaped and comes back as it was', async (_, character) => {
    const receiver = openReceiver();
    // Escaped in the payload or as itself: where UTF-8 has it, both.
    const payload = character === '\uD800' ? '{"event":"made","order":"\\ud800"}' : undefined;
    const text = payload ?? `{"event":"made","order":${JSON.stringify(character)},"raw":"${character}"}`;
    await receiver.post(signed(text));
    const message = receiver.sent[0]?.message.body ?? '';
    expect(message).toMatch(/^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD]+$/);
    expect(readDelivery(message).payload).toBe(text);
  });
});

describe('large deliveries', () => {
  const padded = (bytes: number) => `{"event":"made","order":"o-1","bulk":"${'x'.repeat(bytes)}"}`;

  it('are text as long as that fits', async () => {
    const receiver = openReceiver();
    await receiver.post(signed(padded(1_000_000)));
    expect(receiver.deliveries()[0]?.encoding).toBe('text');
  });

  it('are compressed beyond that', async () => {
    const receiver = openReceiver();
    await receiver.post(signed(padded(2_000_000)));
    const [delivery] = receiver.deliveries();
    expect(delivery?.encoding).toBe('gzip+base64');
    expect(gunzipSync(Buffer.from(delivery?.payload ?? '', 'base64')).toString()).toBe(padded(2_000_000));
    expect(Buffer.byteLength(receiver.sent[0]?.message.body ?? '')).toBeLessThan(MESSAGE_LIMIT_BYTES);
  });

  it('are refused with 413 where compressing does not help', async () => {
    const receiver = openReceiver();
    const noise = Array.from({ length: 30_000 }, (_, i) =>
      createHash('sha256').update(String(i)).digest('base64'),
    ).join('');
    const answer = await receiver.post(signed(`{"event":"made","order":"o-1","bulk":"${noise}"}`));
    expect(answer).toMatchObject({ statusCode: 413, body: '{"error":"payload_too_large"}' });
    expect(receiver.sent).toEqual([]);
    expect(receiver.count('Refused', { Code: 'PAYLOAD_TOO_LARGE' })).toBe(1);
  });

  it('are refused above the limit that we state, before anything is computed', async () => {
    const receiver = openReceiver();
    const over = withSignature({ headers: {}, body: Buffer.alloc(BODY_LIMIT_BYTES + 1) }, 'ab'.repeat(32));
    expect((await receiver.post(over)).statusCode).toBe(413);
    expect(receiver.fetches()).toBe(0);
    const atLimit = withSignature({ headers: {}, body: Buffer.alloc(BODY_LIMIT_BYTES) }, 'ab'.repeat(32));
    expect((await receiver.post(atLimit)).statusCode).not.toBe(413);
    expect((await receiver.post(signed(padded(BODY_LIMIT_BYTES - 100)))).statusCode).toBe(200);
  });
});

describe('an event that we do not map', () => {
  it('is answered 200, counted, and not queued', async () => {
    const receiver = openReceiver();
    const answer = await receiver.post(signed({ event: 'deleted', order: 'o-1' }));
    expect(answer).toMatchObject({ statusCode: 200, body: '{"status":"ignored"}' });
    expect(receiver.sent).toEqual([]);
    expect(receiver.count('Ignored', { Provider: 'fake' })).toBe(1);
    expect(receiver.logged('ignored')).toEqual([expect.objectContaining({ event: 'deleted' })]);
  });

  it.each(['toString', '__proto__', 'constructor'])('may be called %s', async (event) => {
    const receiver = openReceiver();
    expect(await receiver.post(signed(`{"event":"${event}"}`))).toMatchObject({
      body: '{"status":"ignored"}',
    });
  });

  it('is not logged where it does not look like a word', async () => {
    const receiver = openReceiver();
    await receiver.post(signed({ event: 'Jane Doe, 1 Main Street' }));
    expect(receiver.lines.join()).not.toContain('Jane');
  });
});

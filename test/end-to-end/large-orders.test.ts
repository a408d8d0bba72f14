import { BUS_LIMITS, entryBytes } from '../../functions/aws/bus';
import { BODY_LIMIT_BYTES } from '../../functions/receive';
import type { Encoding } from '../../lib/delivery';
import type { OrderEvent } from '../../lib/order/order-event';
import type { Provider } from '../../lib/provider';
import { providers } from '../../lib/providers';
import { kitOf } from '../../lib/providers/kits';
import { read } from '../../lib/reading/read';
import { NO_CLAIMS, trust } from '../../lib/webhook';
import {
  firstEndpoint,
  type Inbox,
  type RunningStack,
  runStack,
  take,
  type WebhookAnswer,
} from '../support/running-stack';

jest.setTimeout(60_000);

let running: RunningStack;
let inbox: Inbox;

beforeAll(async () => {
  running = await runStack();
  inbox = await running.subscribe();
});

/** A new order of so many lines. Its number always has as many digits. */
function orderOf(provider: Provider, lines: number, text?: string): string {
  const [, { account, event = Object.keys(provider.events)[0] as string }] = firstEndpoint(provider);
  const order = nextOrder++;
  return JSON.stringify(kitOf(provider).write({ event, account, order, lines, text }));
}
let nextOrder = 1_000_000;

/** Characters that gzip makes little of. */
function noise(length: number): string {
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return ALPHABET[state >>> 26];
  };
  return Array.from({ length }, next).join('');
}
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** What the bus will count for a payload: everything in its event that varies has always the same length. */
function entryBytesOf(provider: Provider, payload: string): number {
  const [name, endpoint] = firstEndpoint(provider);
  const { account, timeZone, event } = endpoint;
  const { body } = provider.sign(payload, endpoint, { now: 0 });
  const verified = trust(payload);
  const made = read(provider, {
    ...{ v: 1, provider: provider.name, endpoint: name, account, timeZone },
    ...provider.identify({ verified, claims: NO_CLAIMS, body, endpoint: name, account, event }),
    ...{ receivedAt: '2026-05-04T10:00:00.000Z', correlationId: '0'.repeat(36) },
    ...{ encoding: 'text', payload },
  });
  return entryBytes({
    source: `orders.${provider.name}`,
    detailType: made.event.metadata.type,
    detail: made.json,
  });
}

const FAR_TOO_MANY = 10_000;

/** The largest count whose size is within the limit. Sizes grow evenly with the lines, so that the guess is near. */
function largest(limit: number, sizeOf: (count: number) => number): number {
  const [some, more] = [sizeOf(1_000), sizeOf(1_100)];
  let count = 1_000 + Math.floor((100 * (limit - some)) / (more - some));
  while (sizeOf(count + 1) <= limit) count++;
  while (sizeOf(count) > limit) count--;
  return count;
}

/** How the delivery of an answer lay on the queue. */
function encodingOf({ body: { id = '' } }: WebhookAnswer): Encoding {
  const sent = running.stack.journal.about(id).find(({ kind }) => kind === 'sqs.SendMessage');
  return JSON.parse(JSON.parse(sent?.text ?? '{}').input.MessageBody).encoding;
}

const linesOf = ({ data }: OrderEvent) => data.order.lines ?? [];

async function letterOf({ name }: Provider) {
  return JSON.parse((await take(running.sqs, running.deadLettersOf(name))).Body ?? '');
}

async function expectCarried(provider: Provider, count: number, encoding: Encoding): Promise<void> {
  const answer = await running.deliver(provider, orderOf(provider, count));
  expect(answer.status).toBe(200);
  const { event } = await inbox.next();
  expect(event.metadata.id).toBe(answer.body.id);
  expect(linesOf(event)).toHaveLength(count);
  expect(new Set(linesOf(event).map(({ id }) => id)).size).toBe(count);
  expect(encodingOf(answer)).toBe(encoding);
}

async function expectDead(provider: Provider, payload: string): Promise<void> {
  const answer = await running.deliver(provider, payload);
  expect(answer.status).toBe(200);
  const letter = await letterOf(provider);
  expect(letter).toMatchObject({
    id: answer.body.id,
    encoding: 'gzip+base64',
    failure: { stage: 'publish', code: 'EVENT_TOO_LARGE', retryable: false },
  });
}

describe.each(providers.map((provider) => [provider.name, provider] as const))('%s', (_, provider) => {
  const largestCarried = largest(BUS_LIMITS.bytes - 1, (count) =>
    entryBytesOf(provider, orderOf(provider, count)),
  );
  const largestTaken = largest(BODY_LIMIT_BYTES, (count) => {
    const [, endpoint] = firstEndpoint(provider);
    return provider.sign(orderOf(provider, count), endpoint, { now: 0 }).body.length;
  });

  it('carries an order of one line, and of a thousand, as text', async () => {
    await expectCarried(provider, 1, 'text');
    await expectCarried(provider, 1_000, 'text');
  });

  it('carries what the bus still takes, compressed where the queue needs it', async () => {
    await expectCarried(provider, largestCarried, 'gzip+base64');
  });

  it('keeps an order of one line more as a dead letter that says why', async () => {
    await expectDead(provider, orderOf(provider, largestCarried + 1));
  });

  it('keeps the largest order that the receiver takes as a dead letter', async () => {
    await expectDead(provider, orderOf(provider, largestTaken));
  });

  it('refuses an order that is larger, and one of ten thousand lines, with 413', async () => {
    for (const count of [largestTaken + 1, FAR_TOO_MANY]) {
      const { status, body } = await running.deliver(provider, orderOf(provider, count));
      expect({ count, status }).toEqual({ count, status: 413 });
      // Above its own limit API Gateway answers by itself.
      expect(body).toEqual(
        count === FAR_TOO_MANY ? { message: 'Request Entity Too Large' } : { error: 'payload_too_large' },
      );
    }
  });

  it('refuses with 413 what does not fit the queue even when compressed', async () => {
    const payload = orderOf(provider, 1, noise(1_500_000));
    const { status, body } = await running.deliver(provider, payload);
    expect({ status, body }).toEqual({ status: 413, body: { error: 'payload_too_large' } });
  });

  it('goes on after all that', async () => {
    await expectCarried(provider, 2, 'text');
    expect(await running.depth(running.deadLettersOf(provider.name))).toBe(0);
  });
});

import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import canonicalize from 'canonicalize';
import * as v from 'valibot';
import type { Delivery } from '../../../lib/delivery';
import { Failure, type Stage, toFailure } from '../../../lib/failure';
import type { Order } from '../../../lib/order/order';
import type { OrderReader, Provider, Reading } from '../../../lib/provider';
import { mapperOf, read } from '../../../lib/reading/read';
import { createValidate } from '../../../lib/schema/validate';
import { orderEventOf } from '../../support/order-event';

const ORDER: Order = { id: 'shop:acme:1', currency: 'EUR', minorUnit: 2, lines: [] };
const READING: Reading = { order: ORDER, test: false, metadata: {} };

const DELIVERY: Delivery = {
  v: 1,
  provider: 'shop',
  endpoint: 'orders',
  account: 'acme',
  event: 'placed',
  id: 'a'.repeat(64),
  receivedAt: '2026-11-22T10:00:00.000Z',
  correlationId: 'c-1',
  encoding: 'text',
  payload: '{"orderId":1}',
};

describe('an event', () => {
  it('says what is known of the delivery, of the provider and of the order', () =>
    expect(read(shop(), DELIVERY).event).toEqual({
      metadata: {
        specversion: '1.0',
        id: 'a'.repeat(64),
        source: 'urn:order-events:shop:acme',
        type: 'order.created.v1',
        subject: 'shop:acme:1',
        time: '2026-11-22T10:00:00.000Z',
        recordedtime: '2026-11-22T10:00:00.000Z',
        sequence: '1795341600000000',
        ordering: 'received',
        contenthash: createHash('sha256')
          .update('{"order":{"currency":"EUR","id":"shop:acme:1","lines":[],"minorUnit":2},"unmapped":{}}')
          .digest('hex'),
        dataschema: 'urn:order-events:order-event:1.2',
        datacontenttype: 'application/json',
        dataclassification: 'personal',
        correlationid: 'c-1',
        causationid: 'c-1',
        provider: 'shop',
        account: 'acme',
        endpoint: 'orders',
        event: 'placed',
        mapper: 'shop@3',
        test: false,
      },
      data: { order: ORDER, summary: { lineCount: 0, unitCount: 0 }, notices: [], unmapped: {} },
    }));

  it("is as old as the provider says, and then ordered by the provider's time", () =>
    expect(read(shop({ time: '2026-11-21T08:00:00.123456Z' }), DELIVERY).event.metadata).toMatchObject({
      time: '2026-11-21T08:00:00.123456Z',
      recordedtime: '2026-11-22T10:00:00.000Z',
      sequence: '1795248000123456',
      ordering: 'provider',
    }));

  it("has the provider's own words", () => {
    const metadata = { eventid: 'e', apiversion: '1', webhookid: 'w', actor: 'CUSTOMER' };
    expect(read(shop({ metadata, test: true }), DELIVERY).event.metadata).toMatchObject({
      ...metadata,
      test: true,
    });
  });

  it('says what brought it about and which trace it belongs to, as the message does', () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const replayed = { ...DELIVERY, traceparent, causationId: 'replay-17' };
    expect(read(shop(), replayed).event.metadata).toMatchObject({
      correlationid: 'c-1',
      causationid: 'replay-17',
      traceparent,
    });
    expect(read(shop(), DELIVERY).event.metadata).not.toHaveProperty('traceparent');
  });

  it('says that it was sent through again', () => {
    expect(read(shop(), { ...DELIVERY, replay: true }).event.metadata.replay).toBe(true);
    expect(read(shop(), DELIVERY).event.metadata).not.toHaveProperty('replay');
  });

  it.each<[string, Partial<Order>]>([
    ['as it is', {}],
    ['with the time of its last change', { updatedAt: '2026-01-01T00:00:00Z' }],
    ['with letters of any script', { tags: ['größer', '日本', '😀', '"\\'] }],
  ])('is written %s', (_, change) => {
    const { event, json } = read(shop({ order: { ...ORDER, ...change } }), DELIVERY);
    expect(JSON.parse(json)).toEqual(event);
  });

  it("has the provider's own fields under its name, and the JSON of them", () => {
    const { event, json } = read(shop({ extensions: { shelf: 'A 7' } }), DELIVERY);
    expect(orderEventOf(event).data.extensions).toEqual({ shop: { shelf: 'A 7' } });
    expect(JSON.parse(json)).toEqual(event);
    expect(read(shop(), DELIVERY).event.data).not.toHaveProperty('extensions');
  });

  it('holds what the mapping reported', () => {
    const provider = shop();
    const noting = withRead(provider, (_payload, _delivery, report) => {
      report.unknown('/new', { api_key: 'k' });
      return READING;
    });
    expect(read(noting, DELIVERY).event.data).toMatchObject({
      notices: [
        { code: 'UNMAPPED_FIELD', path: '/new' },
        { code: 'VALUE_WITHHELD', path: '/new/api_key' },
      ],
      unmapped: { '/new': { api_key: '[withheld]' } },
    });
  });
});

describe('a payload whose text says more than its value', () => {
  it('has a notice where a key stands twice: JSON.parse would keep the last and say nothing', () => {
    const { event, json } = read(shop(), {
      ...DELIVERY,
      payload: '{"a":[{"b":1,"b":2}],"a":[{"b":1,"b":2}]}',
    });
    expect(event.data.notices).toEqual([
      expect.objectContaining({ code: 'DUPLICATE_KEY', path: '/a/0/b', count: 2 }),
      expect.objectContaining({ code: 'DUPLICATE_KEY', path: '/a' }),
    ]);
    expect(JSON.parse(json)).toEqual(event);
  });

  it('says which number of what no schema knows JavaScript cannot hold', () => {
    const provider = withRead(shop(), (payload, _delivery, report) => {
      report.unknown('', payload);
      return READING;
    });
    const { event } = read(provider, { ...DELIVERY, payload: '{"a":9007199254740993}' });
    expect(event.data.unmapped).toEqual({ '': { a: 9007199254740992 } });
    expect(event.data.notices).toContainEqual(
      expect.objectContaining({ code: 'NUMBER_INEXACT', path: '/a' }),
    );
  });
});

describe('a delivery that cannot be read', () => {
  it('is said to have a byte order mark', () =>
    expect(thrownBy(() => read(shop(), { ...DELIVERY, payload: '\uFEFF{}' }))).toMatchObject({
      code: 'NOT_JSON',
      issues: [{ path: '', message: 'expected JSON, found a byte order mark before it' }],
    }));

  it.each<[string, Partial<Delivery>, string, string]>([
    ['is still sealed', { encoding: 'sealed' }, 'UNDECRYPTABLE', 'decode'],
    ['is no JSON', { payload: '{"a":' }, 'NOT_JSON', 'parse'],
    ['is nothing', { payload: '' }, 'NOT_JSON', 'parse'],
    ['is no UTF-8', { encoding: 'gzip+base64', payload: gzipOf(0xff) }, 'NOT_JSON', 'parse'],
    ['is of an event that nobody maps', { event: 'deleted' }, 'UNSUPPORTED_EVENT', 'validate'],
    ['is of an event that every object has', { event: 'toString' }, 'UNSUPPORTED_EVENT', 'validate'],
  ])('is told why, if it %s', (_, change, code, stage) =>
    expect(thrownBy(() => read(shop(), { ...DELIVERY, ...change }))).toMatchObject({ code, stage }),
  );

  it('is told where the event should have been', () => {
    const { event: _, ...delivery } = DELIVERY;
    expect(thrownBy(() => read({ ...shop(), eventPath: '/event_type' }, delivery))).toMatchObject({
      code: 'SCHEMA_MISMATCH',
      issues: [{ path: '/event_type' }],
    });
  });

  it('is told without a word of its content', () => {
    const failure = thrownBy(() => read(shop(), { ...DELIVERY, payload: '{"secret":"canary"' }));
    expect(JSON.stringify([failure.message, failure.stack, failure.cause])).not.toContain('canary');
  });
});

describe('an event that breaks the schema', () => {
  it.each<[string, object, string]>([
    ['has what the schema does not know', { order: { ...ORDER, color: 'red' } }, '/data/order/color'],
    ['has an empty text', { order: { ...ORDER, number: '' } }, '/data/order/number'],
    ['has null', { order: { ...ORDER, number: null } }, '/data/order/number'],
    ['has a fraction of a cent', { order: { ...ORDER, totals: { total: 1.5 } } }, '/data/order/totals/total'],
    [
      'has a rate with an exponent',
      { order: { ...ORDER, taxes: [{ rate: '1e3' }] } },
      '/data/order/taxes/0/rate',
    ],
    [
      'has a time with an offset',
      { order: { ...ORDER, placedAt: '2026-01-01T00:00:00+01:00' } },
      '/data/order/placedAt',
    ],
    [
      'has an unknown word',
      { order: { ...ORDER, status: { order: { value: 'lost' } } } },
      '/data/order/status/order/value',
    ],
    ['has no currency', { order: { ...ORDER, currency: undefined } }, '/data/order/currency'],
    ['says not whether it is a test', { test: undefined }, '/metadata/test'],
  ])('is a bug of ours: it %s', (_, change, path) => {
    const failure = thrownBy(() => read(shop(change as Partial<Reading>), DELIVERY));
    expect(failure).toMatchObject({ code: 'INTERNAL', issues: [{ path }] });
  });
});

describe('the hash of the content', () => {
  const hashOf = (order: object, unmapped: Record<string, unknown> = {}) => {
    const provider = withRead(shop(), (_payload, _delivery, report) => {
      for (const [path, value] of Object.entries(unmapped)) report.unknown(path, value);
      return { ...READING, order: order as Order };
    });
    return read(provider, DELIVERY).event.metadata.contenthash;
  };

  it('is SHA-256 over the canonical JSON of RFC 8785', () =>
    expect(hashOf(ORDER, { '/b': 1e21, '/a': 'ö' })).toBe(
      createHash('sha256')
        .update(
          '{"order":{"currency":"EUR","id":"shop:acme:1","lines":[],"minorUnit":2},"unmapped":{"/a":"ö","/b":1e+21}}',
        )
        .digest('hex'),
    ));

  it('does not depend on the sequence of keys, on what is undefined, or on when the order changed', () => {
    const { id, ...rest } = ORDER;
    expect(hashOf({ ...rest, number: undefined, updatedAt: '2026-01-01T00:00:00Z', id })).toBe(hashOf(ORDER));
  });

  it.each<[string, Order, Record<string, unknown>]>([
    ['the order', { ...ORDER, number: '1' }, {}],
    ['the sequence of its lines', { ...ORDER, lines: [{ id: '1' }, { id: '2' }] }, {}],
    ['an unmapped field', ORDER, { '/new': 1 }],
  ])('depends on %s', (_, order, unmapped) => expect(hashOf(order, unmapped)).not.toBe(hashOf(ORDER)));

  it.each<[string, object]>([
    ['are sorted', { a: 1, b: { c: 2, d: 3 } }],
    ['are in another sequence', { b: { d: 3, c: 2 }, a: 1 }],
    ['are numbers, which JavaScript moves', { '10': 1, '9': 2, '01': 3, a: { '2': 0, '10': 0 } }],
    ['are of any script', { ö: 1, '€': 2, '😀': 3, דּ: 4 }],
  ])(
    'is the same however often orders were read before, where the keys of a free field %s',
    (_, metadata) => {
      const order = { ...ORDER, metadata };
      const expected = createHash('sha256')
        .update(canonicalize({ order, unmapped: {} }) ?? '')
        .digest('hex');
      for (let i = 0; i < 300; i++) expect(hashOf(order)).toBe(expected);
    },
  );
});

describe('a bug', () => {
  const thrower = () => {
    throw new TypeError('a bug');
  };
  const broken = {
    get a(): string {
      return thrower();
    },
  };
  const validate = createValidate(v.object({ a: v.string() }));
  const reading = (read: OrderReader['read']) => [withRead(shop(), read), DELIVERY] as const;

  it.each<[Stage, readonly [Provider, Delivery]]>([
    [
      'decode',
      [
        shop(),
        {
          ...DELIVERY,
          get payload(): string {
            return thrower();
          },
        },
      ],
    ],
    [
      'validate',
      reading((_payload, _delivery, report) => {
        validate(broken, report);
        return READING;
      }),
    ],
    ['map', reading(thrower)],
  ])('fails at the stage where it was caught: %s', (stage, [provider, delivery]) =>
    expect(thrownBy(() => read(provider, delivery))).toMatchObject({
      code: 'INTERNAL',
      stage,
      cause: { message: 'a bug' },
    }),
  );
});

describe('a thrown thing', () => {
  it('is the failure that it is', () => {
    const failure = new Failure('NOT_JSON');
    expect(toFailure(failure)).toBe(failure);
  });

  it.each([new Error('boom'), 'boom', undefined])('is a bug of ours if it is %p', (thrown) =>
    expect(toFailure(thrown)).toMatchObject({ code: 'INTERNAL', cause: thrown }),
  );
});

it('names the mapping by provider and version', () => expect(mapperOf(shop())).toBe('shop@3'));

function shop(reading: Partial<Reading> = {}): Provider {
  const reader = { type: 'order.created.v1', read: () => ({ ...READING, ...reading }) } as const;
  const unused = () => {
    throw new Error('is not used here');
  };
  return {
    name: 'shop',
    version: 3,
    signatureHeader: 'x-shop-signature',
    isSignature: unused,
    answerWithinSeconds: 10,
    retries: true,
    endpoint: undefined as never,
    verify: unused,
    sign: unused,
    identify: unused,
    events: { placed: reader },
    leftOut: [],
    sample: unused,
  };
}

function withRead(provider: Provider, reading: OrderReader['read']): Provider {
  return { ...provider, events: { placed: { type: 'order.created.v1', read: reading } } };
}

function thrownBy(run: () => unknown): Failure {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown;
    throw thrown;
  }
  throw new Error('Nothing was thrown.');
}

function gzipOf(...bytes: number[]): string {
  return gzipSync(Uint8Array.from(bytes)).toString('base64');
}

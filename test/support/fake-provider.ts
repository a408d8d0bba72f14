import * as v from 'valibot';
import { type Endpoint, endpointEntries } from '../../lib/endpoint';
import { Failure } from '../../lib/failure';
import { eventIdOf, orderIdOf } from '../../lib/identity';
import { assertTold } from '../../lib/notes';
import type { EventType } from '../../lib/order-event';
import type { EventReader, Provider } from '../../lib/provider';
import { hmacSha256, isSameSignature, parseHexSignature } from '../../lib/signature';
import { trust } from '../../lib/webhook';

/** What the fake provider sends. */
export interface FakePayload {
  readonly event?: string;
  readonly order?: string;
  /** Tells the states of one order apart. */
  readonly state?: number;
  /** Carried in the event as it is: makes it as large as you like. */
  readonly bulk?: string;
  /** A text that stands for a payload that cannot be opened, or for one with so many faults. */
  readonly sealed?: true;
  readonly misfits?: number;
  /** The reader throws it. */
  readonly failure?: 'ACCOUNT_MISMATCH' | 'UNKNOWN_CURRENCY' | 'UNSUPPORTED_VERSION' | 'bug';
}

export const FAKE_HEADER = 'x-fake-signature';

/** A provider of a few lines, for tests of the doors: signs with HMAC-SHA256, identifies by the raw body. */
export const fakeProvider = (name = 'fake'): Provider => ({
  name,
  version: 7,
  signatureHeader: FAKE_HEADER,
  endpoint: v.strictObject(endpointEntries),
  open({ headers, body }, { secrets }) {
    const signature = parseHexSignature(headers[FAKE_HEADER] ?? '');
    const key = secrets.findIndex(
      (secret) => signature && isSameSignature(hmacSha256(secret, body), signature),
    );
    if (key < 0) throw new Failure('SIGNATURE_MISMATCH');
    const opened = trust(body);
    const sealed = typeof opened === 'string' && parse(opened)?.sealed;
    return sealed ? { key } : { key, opened, layout: 'plain' };
  },
  seal(payload, { secrets: [secret = ''] }: Endpoint) {
    const body = Buffer.from(payload);
    return { headers: { [FAKE_HEADER]: hmacSha256(secret, body).toString('hex') }, body };
  },
  eventPath: '/event',
  identify({ opened, body, account }) {
    const { event, order } = (typeof opened === 'string' && parse(opened)) || {};
    return {
      id: eventIdOf([name, account], body),
      event,
      orderKey: order === undefined ? undefined : orderIdOf(name, account, order),
    };
  },
  events: { made: reader(name, 'order.created.v1'), changed: reader(name, 'order.updated.v1') },
  leftOut: [],
  sample: (event) => JSON.stringify({ event, order: 'o-1' }),
});

function parse(text: string): FakePayload | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const reader = (name: string, type: EventType): EventReader => ({
  type,
  read(payload, { account }, notes) {
    const { order = '?', state, bulk, misfits = 0, failure } = payload as FakePayload;
    if (failure === 'bug') throw new TypeError(`cannot read ${JSON.stringify(payload)}`);
    if (failure) throw new Failure(failure);
    for (let i = 0; i < misfits; i++)
      notes.missing(`/places/${'p'.repeat(400)}/${i}`, 'expected a text, found a number');
    assertTold(notes);
    return {
      order: {
        id: orderIdOf(name, account, order),
        currency: 'EUR',
        minorUnit: 2,
        ...(state !== undefined && { totals: { total: state } }),
        ...(bulk !== undefined && { channel: bulk }),
      },
      test: false,
      metadata: {},
    };
  },
});

import * as v from 'valibot';
import { type Endpoint, endpointEntries } from '../../lib/endpoint';
import { Failure } from '../../lib/failure';
import { hmacSha256, isHexSignature, isSameSignature, parseHexSignature } from '../../lib/hmac';
import { eventIdOf, orderIdOf } from '../../lib/identity';
import type { OrderEventType } from '../../lib/order/order-event';
import type { OrderReader, Provider } from '../../lib/provider';
import { assertNoIssues } from '../../lib/reading/report';
import { NO_CLAIMS, trust } from '../../lib/webhook';

/** What the fake provider sends. */
export interface FakePayload {
  readonly event?: string;
  readonly order?: string;
  /** Tells the states of one order apart. */
  readonly state?: number;
  /** Carried in the event as it is: makes it as large as you like. */
  readonly bulk?: string;
  /** A text that stands for a payload that cannot be verified, or for one with so many faults. */
  readonly sealed?: true;
  readonly issues?: number;
  /** The reader throws it. */
  readonly failure?: 'ACCOUNT_MISMATCH' | 'UNKNOWN_CURRENCY' | 'UNSUPPORTED_VERSION' | 'bug';
}

export const FAKE_HEADER = 'x-fake-signature';

/** A provider of a few lines, for tests of the receivers: signs with HMAC-SHA256, identifies by the raw body. */
export const fakeProvider = (name = 'fake'): Provider => ({
  name,
  version: 7,
  signatureHeader: FAKE_HEADER,
  isSignature: isHexSignature,
  answerWithinSeconds: 10,
  retries: true,
  endpoint: v.strictObject(endpointEntries),
  verify({ headers, body }, { secrets }) {
    const signature = parseHexSignature(headers[FAKE_HEADER] ?? '');
    const key = secrets.findIndex(
      (secret) => signature && isSameSignature(hmacSha256(secret, body), signature),
    );
    if (key < 0) throw new Failure('SIGNATURE_MISMATCH');
    const verified = trust(body);
    const sealed = typeof verified === 'string' && parse(verified)?.sealed;
    return sealed ? { key, claims: NO_CLAIMS } : { key, claims: NO_CLAIMS, verified, layout: 'plain' };
  },
  sign(payload, { secrets: [secret = ''] }: Endpoint) {
    const body = Buffer.from(payload);
    return { headers: { [FAKE_HEADER]: hmacSha256(secret, body).toString('hex') }, body };
  },
  eventPath: '/event',
  identify({ verified, body, account }) {
    const { event, order } = (typeof verified === 'string' && parse(verified)) || {};
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

const reader = (name: string, type: OrderEventType): OrderReader => ({
  type,
  read(payload, { account }, report) {
    const { order = '?', state, bulk, issues = 0, failure } = payload as FakePayload;
    if (failure === 'bug') throw new TypeError(`cannot read ${JSON.stringify(payload)}`);
    if (failure) throw new Failure(failure);
    for (let i = 0; i < issues; i++)
      report.missing(`/places/${'p'.repeat(400)}/${i}`, 'expected a text, found a number');
    assertNoIssues(report);
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

import type { Endpoint } from '../../lib/endpoint';
import type { FailureCode } from '../../lib/failure';
import { hmacSha256 } from '../../lib/hmac';
import type { Provider } from '../../lib/provider';
import { provider as nextCommerce } from '../../lib/providers/next-commerce';
import { provider as phasio } from '../../lib/providers/phasio';
import type { WebhookRequest } from '../../lib/webhook';

/** What is needed to send as a platform does. */
export interface Imitation {
  readonly provider: Provider;
  /** The provider's secret document. */
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  /** Where an event is sent to. */
  endpointFor(event: string, order: number): string;
  /** An event that nobody maps. */
  readonly ignored: string;
  /** The sample as this order's event; the mark is there in the event on the bus. */
  write(sample: Payload, names: Names): Payload;
  /** What can be wrong with an authentic payload, and what its dead letter says then. */
  readonly flaws: readonly Flaw[];
  /** An authentic request that nobody's key opens. */
  undecryptable?(payload: string, endpoint: Endpoint): WebhookRequest;
}

export interface Names {
  readonly event: string;
  readonly order: number;
  readonly mark: string;
}

export interface Flaw {
  readonly code: FailureCode;
  spoil(payload: Payload): string;
}

type Payload = Readonly<Record<string, unknown>>;

const cutOff: Flaw = { code: 'NOT_JSON', spoil: (payload) => JSON.stringify(payload).slice(0, -7) };

const ofNextCommerce: Imitation = {
  provider: nextCommerce,
  endpoints: {
    north: { secrets: ['north-new', 'north-old'], account: 'north' },
    south: { secrets: ['south-new'], account: 'south' },
  },
  endpointFor: (_event, order) => (order % 3 === 0 ? 'south' : 'north'),
  ignored: 'order.teleported',
  write: ({ data, ...payload }, { event, order, mark }) => ({
    ...payload,
    event_type: event,
    event_id: mark,
    data: { ...(data as Payload), number: String(order), tags: [mark] },
  }),
  flaws: [
    cutOff,
    {
      code: 'SCHEMA_MISMATCH',
      spoil: ({ data, ...payload }) =>
        JSON.stringify({ ...payload, data: { ...(data as Payload), lines: 'none' } }),
    },
    {
      code: 'UNKNOWN_CURRENCY',
      spoil: ({ data, ...payload }) =>
        JSON.stringify({ ...payload, data: { ...(data as Payload), currency: 'XQQ' } }),
    },
    {
      code: 'UNSUPPORTED_VERSION',
      spoil: (payload) => JSON.stringify({ ...payload, api_version: '2023-02-10' }),
    },
    {
      code: 'ACCOUNT_MISMATCH',
      spoil: (payload) =>
        JSON.stringify({ ...payload, webhook: { ...(payload.webhook as Payload), store: 'west' } }),
    },
  ],
};

const key = (letter: string) => Buffer.alloc(32, letter).toString('base64url');

const ofPhasio: Imitation = {
  provider: phasio,
  endpoints: {
    ORDER: { secrets: [key('a'), key('b')], event: 'ORDER', account: 'east', timeZone: 'Europe/Berlin' },
    ORDER_UPDATED: { secrets: [key('c')], event: 'ORDER_UPDATED', account: 'east', layout: 'iv16|tag16|ct' },
    QUOTE_CONVERTED: { secrets: [key('d')], event: 'QUOTE_CONVERTED', account: 'east' },
    CART_CREATED: { secrets: [key('e')], event: 'CART_CREATED', account: 'east' },
  },
  endpointFor: (event) => event,
  ignored: 'CART_CREATED',
  write: (payload, { order, mark }) => ({ ...payload, orderId: order, customReference: mark }),
  flaws: [
    cutOff,
    {
      code: 'SCHEMA_MISMATCH',
      spoil: ({ parts: _, ...payload }) => JSON.stringify(payload),
    },
    {
      code: 'UNKNOWN_CURRENCY',
      spoil: (payload) =>
        JSON.stringify({ ...payload, pricing: { ...(payload.pricing as Payload), currency: 'XQQ' } }),
    },
  ],
  undecryptable(payload, endpoint) {
    const { body, headers } = phasio.sign(payload, { ...endpoint, secrets: [key('z')] });
    const envelope = JSON.parse(Buffer.from(body).toString()) as { payload: string };
    const signature = hmacSha256(endpoint.secrets[0] as string, envelope.payload).toString('hex');
    return { body, headers: { ...headers, [phasio.signatureHeader]: signature } };
  },
};

/** One for each platform of the registry; the soak's test sees to that. */
export const imitations: readonly Imitation[] = [ofNextCommerce, ofPhasio];

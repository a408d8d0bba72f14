import { hmacSha256 } from '../../hmac';
import type { Flaw, ProviderKit } from '../../provider-kit';
import { fullOrder } from './sample-full-order';
import { sampleOrder } from './sample-order';
import { SIGNATURE_HEADER, sign } from './signature';

/** What is needed to send as Phasio does: a webhook for each event, each with a key of its own. */
export const kit: ProviderKit = {
  endpoints: {
    'order-created': {
      secrets: [
        'ovPYNshD9ybnMyAfLIs94T-sexvE7GOFY2YvgSWCPhw=',
        'C1bA6eHXh3QFXqTQTjgYNVnagUwnse2yCgonM1j3Zzs=',
      ],
      event: 'ORDER',
      account: 'acme',
      timeZone: 'Europe/Berlin',
    },
    'order-updated': {
      secrets: ['36mAumkQIdYmv5WH60SalAvvnVhgsp-RTvOz9IINhGU='],
      event: 'ORDER_UPDATED',
      account: 'acme',
      timeZone: 'Europe/Berlin',
      layout: 'iv16|tag16|ct',
    },
    'quote-converted': {
      secrets: ['HpifjQ85euIFTLFu7d_TSqtew7QdTjLPGEprRZOykwg='],
      event: 'QUOTE_CONVERTED',
      account: 'acme',
      timeZone: 'Europe/Berlin',
    },
    'cart-created': {
      secrets: ['RinatVEpatr6IdxJcnrlVNkeq99DJlztGaGZQsEfkZw='],
      event: 'CART_CREATED',
      account: 'acme',
    },
  },
  ignoredEvent: 'CART_CREATED',
  write: (order) => (order.full ? fullOrder(order) : sampleOrder(order)),
  flaws: [
    { code: 'SCHEMA_MISMATCH', spoil: (payload) => ({ ...payload, parts: 'none' }) },
    { code: 'UNKNOWN_CURRENCY', spoil: withPricing({ currency: 'XQQ' }) },
  ],
  undecryptable(payload, endpoint, encryptionKey = NOBODYS_KEY) {
    const { body, headers } = sign(payload, { ...endpoint, secrets: [encryptionKey] });
    const envelope: { payload: string } = JSON.parse(Buffer.from(body).toString());
    const [secret = ''] = endpoint.secrets;
    const signature = hmacSha256(secret, envelope.payload).toString('hex');
    return { body, headers: { ...headers, [SIGNATURE_HEADER]: signature } };
  },
};

const NOBODYS_KEY = Buffer.alloc(32, 'z').toString('base64url');

function withPricing(fields: object): Flaw['spoil'] {
  return (payload) => ({
    ...payload,
    pricing: { ...('pricing' in payload && (payload.pricing as object)), ...fields },
  });
}

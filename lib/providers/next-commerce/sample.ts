import type { Flaw, ProviderKit, SampleOrder } from '../../provider-kit';
import { CUSTOMER_EVENTS } from './events';
import { fullOrder } from './sample-full-order';
import { sampleCustomer, sampleOrder } from './sample-order';

/** What is needed to send as Next Commerce does. */
export const kit: ProviderKit = {
  endpoints: {
    example: {
      secrets: ['sample-secret-of-next-commerce', 'earlier-secret-of-next-commerce'],
      account: 'example',
    },
    'another-store': { secrets: ['sample-secret-of-another-store'], account: 'another-store' },
  },
  ignoredEvent: 'cart.abandoned',
  write,
  flaws: [
    { code: 'SCHEMA_MISMATCH', spoil: withData({ lines: 'none' }) },
    { code: 'UNKNOWN_CURRENCY', spoil: withData({ currency: 'XQQ' }) },
    { code: 'UNSUPPORTED_VERSION', spoil: (payload) => ({ ...payload, api_version: '2019-01-01' }) },
    { code: 'ACCOUNT_MISMATCH', spoil: (payload) => ({ ...payload, webhook: { store: 'a-third-store' } }) },
  ],
};

function write(sample: SampleOrder): object {
  if (Object.hasOwn(CUSTOMER_EVENTS, sample.event)) return sampleCustomer(sample);
  return sample.full ? fullOrder(sample) : sampleOrder(sample);
}

function withData(fields: object): Flaw['spoil'] {
  return (payload) => ({
    ...payload,
    data: { ...('data' in payload && (payload.data as object)), ...fields },
  });
}

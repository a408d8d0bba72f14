import type { Delivery } from '../../delivery';
import { Failure } from '../../failure';
import { fieldOf } from '../../json';
import type { EventType } from '../../order/order-event';
import type { EventReader, Reader } from '../../provider';
import { assertNoIssues } from '../../reading/report';
import { createValidate } from '../../schema/validate';
import { EVENTS } from './events';
import { NAME } from './identify';
import { toReading } from './map';
import { API_VERSION, OrderWebhook } from './schema';

const validateWebhook = createValidate(OrderWebhook);

export const provider: Reader = {
  name: NAME,
  version: 2,
  eventPath: '/event_type',
  events: Object.fromEntries(Object.entries(EVENTS).map(([word, type]) => [word, orderReader(type)])),
};

/** Both events carry the whole order. */
function orderReader(type: EventType): EventReader {
  return {
    type,
    read(payload, delivery, report) {
      assertVersion(payload);
      assertAccount(payload, delivery);
      validateWebhook(payload, report);
      assertNoIssues(report);
      const reading = toReading(payload as OrderWebhook, delivery, report);
      assertNoIssues(report);
      return reading;
    },
  };
}

/** Other versions have other shapes: 2023-02-10 calls fields of the same meaning by other names. */
function assertVersion(payload: unknown): void {
  const version = fieldOf(payload, 'api_version');
  if (typeof version === 'string' && version !== API_VERSION)
    throw new Failure('UNSUPPORTED_VERSION', [{ path: '/api_version', message: `expected ${API_VERSION}` }]);
}

/** Whoever knows the secret of one store must not speak for another. Where none is stated, the endpoint's account stands. */
function assertAccount(payload: unknown, { account }: Delivery): void {
  const store = fieldOf(fieldOf(payload, 'webhook'), 'store');
  if (typeof store === 'string' && store !== '' && store !== account)
    throw new Failure('ACCOUNT_MISMATCH', [
      { path: '/webhook/store', message: "expected the endpoint's account" },
    ]);
}

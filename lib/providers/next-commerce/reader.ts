import type { Delivery } from '../../delivery';
import { Failure } from '../../failure';
import { fieldOf } from '../../json';
import type { CUSTOMER_REDACTED, OrderEventType } from '../../order/order-event';
import type { CustomerReader, OrderReader, Reader } from '../../provider';
import { assertNoIssues } from '../../reading/report';
import type { Validate } from '../../schema/traverse';
import { createValidate } from '../../schema/validate';
import { type ApiVersion, versionOf } from './api-version';
import { CUSTOMER_EVENTS, ORDER_EVENTS } from './events';
import { NAME } from './identify';
import { toReading, toReading2023 } from './map';
import { toCustomerReading } from './map-redacted';
import { API_VERSION, OrderWebhook } from './schema';
import { API_VERSION_2023, OrderWebhook2023 } from './schema-2023-02-10';
import { CustomerWebhook } from './schema-redacted';

/** Each version has its shape, and both become the same order. */
const VERSIONS: Readonly<Record<ApiVersion, Version>> = {
  [API_VERSION]: {
    validate: createValidate(OrderWebhook),
    read: (payload, delivery, report) => toReading(payload as OrderWebhook, delivery, report),
  },
  [API_VERSION_2023]: {
    validate: createValidate(OrderWebhook2023),
    read: (payload, delivery, report) => toReading2023(payload as OrderWebhook2023, delivery, report),
  },
};

interface Version {
  readonly validate: Validate;
  readonly read: OrderReader['read'];
}

export const provider: Reader = {
  name: NAME,
  version: 3,
  eventPath: '/event_type',
  events: {
    ...Object.fromEntries(Object.entries(ORDER_EVENTS).map(([word, type]) => [word, orderReader(type)])),
    ...Object.fromEntries(
      Object.entries(CUSTOMER_EVENTS).map(([word, type]) => [word, customerReader(type)]),
    ),
  },
};

/** Both events carry the whole order. */
function orderReader(type: OrderEventType): OrderReader {
  return {
    type,
    read(payload, delivery, report) {
      const version = VERSIONS[versionOf(payload, report)];
      assertAccount(payload, delivery);
      version.validate(payload, report);
      assertNoIssues(report);
      const reading = version.read(payload, delivery, report);
      assertNoIssues(report);
      return reading;
    },
  };
}

function customerReader(type: typeof CUSTOMER_REDACTED): CustomerReader {
  return {
    type,
    read(payload, delivery, report) {
      versionOf(payload, report);
      assertAccount(payload, delivery);
      validateCustomer(payload, report);
      assertNoIssues(report);
      return toCustomerReading(payload as CustomerWebhook, report);
    },
  };
}

const validateCustomer = createValidate(CustomerWebhook);

/** Whoever knows the secret of one store must not speak for another. Where none is stated, the endpoint's account stands. */
function assertAccount(payload: unknown, { account }: Delivery): void {
  const store = fieldOf(fieldOf(payload, 'webhook'), 'store');
  if (typeof store === 'string' && store !== '' && store !== account)
    throw new Failure('ACCOUNT_MISMATCH', [
      { path: '/webhook/store', message: "expected the endpoint's account" },
    ]);
}

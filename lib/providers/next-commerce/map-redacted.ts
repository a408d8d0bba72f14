import { Fields } from '../../mapping/fields';
import type { CustomerReading } from '../../provider';
import type { Report } from '../../reading/report';
import { toMetadata } from './map';
import type { CustomerWebhook } from './schema-redacted';

/** Reads a valid payload of `customer.redacted`: it says who, and not when. */
export function toCustomerReading(payload: CustomerWebhook, report: Report): CustomerReading {
  const webhook = new Fields(payload, '', { report });
  return {
    customer: { id: String(webhook.object('data').value('id')) },
    metadata: toMetadata(webhook.common()),
  };
}

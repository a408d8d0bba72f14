import type { Delivery } from '../../../lib/delivery';
import { CUSTOMER_REDACTED } from '../../../lib/order/order-event';
import type { Reader } from '../../../lib/provider';
import { createReport } from '../../../lib/reading/report';

/** Our own reading as far as the others go: from a delivery to the canonical order's text, without the event around it. */
export async function createOwnPeer(provider: string): Promise<(delivery: Delivery) => string> {
  // Loaded alone, as the others load one provider's schema alone.
  const reader: Reader = (await import(`../../../lib/providers/${provider}/reader.ts`)).provider;
  return (delivery) => {
    const event = reader.events[delivery.event ?? ''];
    if (!event || event.type === CUSTOMER_REDACTED)
      throw new Error(`${provider} has no event ${delivery.event}`);
    return JSON.stringify(event.read(JSON.parse(delivery.payload), delivery, createReport()).order);
  };
}

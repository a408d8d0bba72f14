import type { Delivery } from '../../../lib/delivery';
import type { Reader } from '../../../lib/provider';
import { createReport } from '../../../lib/reading/report';

/** Each is loaded alone, as the others load one provider's schema alone. */
const READERS: Readonly<Record<string, () => Promise<Reader>>> = {
  'next-commerce': async () => (await import('../../../lib/providers/next-commerce/reader')).provider,
  phasio: async () => (await import('../../../lib/providers/phasio/reader')).provider,
};

/** Our own reading as far as the others go: from a delivery to the canonical order's text, without the event around it. */
export async function createOwnPeer(provider: string): Promise<(delivery: Delivery) => string> {
  const load = READERS[provider];
  if (!load) throw new Error(`say where the reader of ${provider} is`);
  const { events } = await load();
  return (delivery) => {
    const reader = events[delivery.event ?? ''];
    if (!reader) throw new Error(`${provider} has no event ${delivery.event}`);
    return JSON.stringify(reader.read(JSON.parse(delivery.payload), delivery, createReport()).order);
  };
}

import { read } from '../../lib/reading/read';
import { orderEventOf } from '../support/order-event';
import { deliveriesOf, providerFor } from './deliveries';
import { payloadTexts, SOURCES } from './payloads';

describe('payloads of the benchmark', () => {
  it.each(SOURCES)('are read without a notice: $short', (source) => {
    for (const delivery of deliveriesOf(source, 3, 20)) {
      const { data } = orderEventOf(read(providerFor(source), delivery).event);
      expect(data).toMatchObject({ notices: [], unmapped: {} });
      expect(data.order.lines).toHaveLength(3);
    }
  });

  it.each(SOURCES)('differ from one another, and are the same on every run: $short', (source) => {
    const payloads = payloadTexts(source, 2, 20);
    expect(new Set(payloads).size).toBe(20);
    expect(payloadTexts(source, 2, 20)).toEqual(payloads);
  });
});

import { read } from '../../lib/reading/read';
import { deliveriesOf, providerFor } from './deliveries';
import { payloadTexts, SOURCES, type Source } from './payloads';

const sourceOf = (short: string) => SOURCES.find((source) => source.short === short) as Source;

describe('payloads of the benchmark', () => {
  it.each([
    ['next', 1, 8_000],
    ['next', 10, 24_000],
    ['next', 100, 184_000],
    ['phasio', 1, 1_500],
    ['phasio', 10, 7_000],
  ])('are as large as real ones: %s, %i lines, about %i bytes', (short, lines, bytes) => {
    const [payload = ''] = payloadTexts(sourceOf(short), lines, 1);
    expect(Buffer.byteLength(payload) / bytes).toBeGreaterThan(0.9);
    expect(Buffer.byteLength(payload) / bytes).toBeLessThan(1.1);
  });

  it.each(SOURCES)('are read without a notice: $short', (source) => {
    for (const delivery of deliveriesOf(source, 3, 20)) {
      const { data } = read(providerFor(source), delivery).event;
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

import { OrderEvent } from '../../lib/order/order-event';
import { canonicalJson } from '../../lib/reading/canonical-json';
import { read } from '../../lib/reading/read';
import { createReport, type Report } from '../../lib/reading/report';
import { createValidate } from '../../lib/schema/validate';
import { deliveriesOf, providerFor } from './deliveries';
import { SOURCES, type Source } from './payloads';

/** Each step doubles the lines. */
const SIZES = [10, 20, 40] as const;

/** Twice as many more lines cost twice as many more operations; one look at every other line would show. */
const isLinear = (count: (lines: number) => number) => {
  const [ten, twenty, forty] = SIZES.map(count) as [number, number, number];
  const growth = (forty - twenty) / (2 * (twenty - ten));
  expect(twenty).toBeGreaterThan(ten);
  expect(growth).toBeGreaterThan(0.98);
  expect(growth).toBeLessThan(1.02);
};

describe.each(SOURCES)('an order of more lines: $short', (source) => {
  it('costs as many more reads of fields', () => {
    isLinear((lines) => readsOf(source, lines, (line) => line));
  });

  it('costs as many more reads where each line has a field that nobody knows and one that does not fit', () => {
    isLinear((lines) => readsOf(source, lines, spoiled));
  });

  it('has no more notices: one stands for a code and a place in lists', () => {
    const [ten, forty] = [10, 40].map((lines) => {
      const report = createReport();
      readPayload(source, lines, spoiled, (payload) => payload, report);
      expect(Object.keys(report.unmapped).length).toBeGreaterThanOrEqual(2 * lines);
      return report.notices.length;
    });
    expect(ten).toBeGreaterThanOrEqual(2);
    expect(forty).toBe(ten);
  });

  it('costs as many more reads in the check of what comes out and in its hash', () => {
    isLinear((lines) => {
      const [delivery] = deliveriesOf(source, lines, 1);
      if (!delivery) throw new Error('no delivery was made');
      const { event } = read(providerFor(source), delivery);
      return counted(event, (watched) => {
        createValidate(OrderEvent)(watched, createReport());
        canonicalJson(watched);
      });
    });
  });
});

type Line = Readonly<Record<string, unknown>>;

const spoiled = (line: Line): Line => ({ ...line, new_field: 'unknown', quantity: 'two' });

const readsOf = (source: Source, lines: number, change: (line: Line) => Line): number => {
  let reads = 0;
  const watch = (payload: unknown) => watched(payload, () => reads++);
  readPayload(source, lines, change, watch, createReport());
  return reads;
};

function readPayload(
  source: Source,
  lines: number,
  change: (line: Line) => Line,
  wrap: (payload: unknown) => unknown,
  report: Report,
): void {
  const provider = providerFor(source);
  const [delivery] = deliveriesOf(source, lines, 1);
  const reader = delivery?.event === undefined ? undefined : provider.events[delivery.event];
  if (!delivery || !reader) throw new Error(`${provider.name}: the payload's event is not read`);
  const payload = JSON.parse(delivery.payload, (_, value) =>
    Array.isArray(value) && value.length === lines ? value.map(change) : value,
  );
  reader.read(wrap(payload), delivery, report);
}

function counted(value: unknown, run: (value: unknown) => void): number {
  let reads = 0;
  run(watched(value, () => reads++));
  return reads;
}

/** The value, telling of each field that is read in it and each list of its keys. */
function watched(value: unknown, told: () => void): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get(holder, key) {
      told();
      return watched(Reflect.get(holder, key), told);
    },
    ownKeys(holder) {
      told();
      return Reflect.ownKeys(holder);
    },
  });
}

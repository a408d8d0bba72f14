import type { OrderEvent } from '../../../lib/order/order-event';
import { read } from '../../../lib/reading/read';
import { deliveriesOf, providerFor } from '../deliveries';
import { readingFloor } from '../floors';
import { measure, ratioOf, wholeText } from '../measure';
import { LINE_COUNTS, SOURCES, type Source } from '../payloads';
import { type Row, type Rows, rowOf } from '../row';

/** About so many lines are read in one pass, whatever the size of an order. */
const LINES_PER_PASS = 640;
const MOST_ORDERS = 64;

/**
 * Reading: from a payload's text to the event's text; that is to parse, validate, map, stringify and hash. The floor is
 * what nobody can leave out: parsing the same text, hashing the order and stringifying the same event.
 */
export const rows: Rows = async () => {
  const all: Row[] = [];
  for (const source of SOURCES) {
    const perLine = new Map<number, number>();
    for (const lines of LINE_COUNTS) {
      const row = await readingOf(source, lines);
      perLine.set(lines, row.value / lines);
      // An order of a thousand lines is past what the bus takes: it only shows how the cost grows.
      if (lines < 1_000) all.push(row);
    }
    const [ten = 0, thousand = 0] = [perLine.get(10), perLine.get(1_000)];
    all.push(
      rowOf({
        name: `growth ${source.short}: a line's cost at 1,000 lines ÷ at 10`,
        value: thousand,
        unit: 'µs/line',
        baseline: ten,
        ratio: thousand / ten,
        gate: { atMost: 1.2 },
        goal: { atMost: 1.1 },
      }),
    );
  }
  return all;
};

async function readingOf(source: Source, lines: number): Promise<Row> {
  const provider = providerFor(source);
  const items = Math.max(3, Math.min(MOST_ORDERS, Math.floor(LINES_PER_PASS / lines)));
  const deliveries = deliveriesOf(source, lines, items);
  const at = (i: number) => deliveries[i] as (typeof deliveries)[number];
  const events = deliveries.map((delivery): OrderEvent => JSON.parse(read(provider, delivery).json));
  for (const [i, { data }] of events.entries())
    if (data.notices.length > 0 || data.order.lines?.length !== lines)
      throw new Error(`${source.short}-${lines}: order ${i} is not read as it should be`);

  const { floor, reading } = await measure(
    {
      floor: (i) => readingFloor(at(i).payload, events[i] as OrderEvent),
      reading: (i) => wholeText(read(provider, at(i)).json),
    },
    { items, milliseconds: 8_000 },
  );
  return rowOf({
    name: `reading ${source.short}-${lines} ÷ floor`,
    value: reading.micros,
    unit: 'µs',
    baseline: floor.micros,
    ratio: ratioOf(reading, floor),
    gate: { atMost: lines === 1 ? 2.0 : 1.6 },
    goal: { atMost: 1.2 },
  });
}

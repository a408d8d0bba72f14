import type { GenericSchema } from 'valibot';
import { address } from '../../lib/order/address';
import { attribution } from '../../lib/order/attribution';
import { customer } from '../../lib/order/customer';
import { discount } from '../../lib/order/discount';
import {
  amount,
  countryCode,
  date,
  decimal,
  measure,
  minorUnit,
  money,
  rate,
  reported,
  time,
  whole,
} from '../../lib/order/fields';
import { fulfillment } from '../../lib/order/fulfillment';
import { line } from '../../lib/order/line';
import { manufacturing } from '../../lib/order/manufacturing';
import { Order } from '../../lib/order/order';
import { OrderEvent } from '../../lib/order/order-event';
import { payment } from '../../lib/order/payment';
import { refund } from '../../lib/order/refund';
import { tax } from '../../lib/order/tax';
import { reportedTotals, totals } from '../../lib/order/totals';
import type { JsonSchema } from './json-schema';

const { metadata, data } = OrderEvent.entries;

/** The objects that a generator of types should know by a name of their own. */
export const OBJECTS: Readonly<Record<string, GenericSchema>> = {
  Metadata: metadata,
  Data: data,
  Order,
  Line: line,
  Totals: totals,
  Tax: tax,
  Discount: discount,
  Customer: customer,
  Address: address,
  Payment: payment,
  Refund: refund,
  Fulfillment: fulfillment,
  Money: money,
  Manufacturing: manufacturing,
  Attribution: attribution,
  Reporting: reportedTotals,
  Notice: data.entries.notices.item,
  Summary: data.entries.summary.wrapped,
};

/** Names of objects that would be called otherwise after the place where they stand: `<object>.<field>`. */
export const NAMES: Readonly<Record<string, string>> = {
  'Status.order': 'OrderStatus',
  'Status.payment': 'PaymentStatus',
  'Status.fulfillment': 'FulfillmentStatus',
  'Fulfillment.status': 'ShipmentStatus',
  'CustomerRedacted.metadata': 'RedactedMetadata',
};

/** A kind of value that many fields have: its unit, and what JSON Schema can say of it beyond valibot. */
export interface Kind {
  readonly schema: GenericSchema;
  readonly unit?: string;
  readonly words?: Pick<JsonSchema, 'format' | 'examples'>;
}

export const KINDS: Readonly<Record<string, Kind>> = {
  Amount: {
    schema: amount,
    unit: "An integer in the currency's minor unit.",
    words: { examples: [137500] },
  },
  Rate: { schema: rate, unit: 'An exact decimal text.', words: { examples: ['19', '0.0825'] } },
  Decimal: {
    schema: decimal,
    unit: 'An exact decimal text in whole units of the currency.',
    words: { examples: ['12.5'] },
  },
  Time: {
    schema: time,
    unit: 'UTC, RFC 3339.',
    words: { format: 'date-time', examples: ['2026-11-22T10:00:00.000Z'] },
  },
  Date: { schema: date, words: { format: 'date', examples: ['2026-12-24'] } },
  CountryCode: { schema: countryCode, unit: 'ISO 3166-1 alpha-2.', words: { examples: ['US'] } },
  MinorUnit: { schema: minorUnit, words: { examples: [2] } },
  Whole: { schema: whole },
  Measure: { schema: measure },
  Reported: {
    schema: reported,
    unit: 'An integer in minor units where the currency is stated beside it, else an exact decimal text.',
    words: { examples: [137500, '1375'] },
  },
};

/** Examples of texts whose form matters: `<object>.<field>`. */
export const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  'Metadata.id': ['0e006d948802bc1d102552a2c4d85c7c68095b18a6fa2c8953e12c1a2950e204'],
  'Metadata.source': ['urn:order-events:some-shop:acme'],
  'Metadata.subject': ['some-shop:acme:12345'],
  'Metadata.sequence': ['1795341600000000'],
  'Metadata.contenthash': ['084c7a838d8d2fe2bcf8d0728fd59ab5d3b12575645a42d4f28452922511a28f'],
  'Metadata.mapper': ['some-shop@2'],
  'Metadata.traceparent': ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'],
  'Notice.path': ['/data/lines/0/price'],
  'Order.id': ['some-shop:acme:12345'],
  'Order.currency': ['USD', 'EUR'],
};

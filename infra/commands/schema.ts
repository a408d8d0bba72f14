import { toJsonSchema } from '@valibot/to-json-schema';
import { DATA_SCHEMA, OrderEvent } from '../../lib/order-event';

/** Prints the JSON Schema of the event's `detail`, for other languages and for validators. */
const schema = toJsonSchema(OrderEvent, {
  // JSON Schema has no word for what JavaScript can hold.
  overrideAction: ({ valibotAction, jsonSchema }) =>
    valibotAction.type === 'safe_integer'
      ? { ...jsonSchema, type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }
      : undefined,
});

process.stdout.write(`${JSON.stringify({ ...schema, $id: DATA_SCHEMA, title: 'Order event' }, null, 2)}\n`);

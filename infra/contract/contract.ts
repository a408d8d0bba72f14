import { DATA_SCHEMA, EVENT_TYPES } from '../../lib/order/order-event';
import type { Contract } from './compatibility';
import { EVENT_TYPE_ENTRIES } from './event-types';
import { writerSchema } from './writer-schema';

/** The contract as today's code has it. */
export function contractToday(): Contract {
  const types = EVENT_TYPES.map((type) => {
    const { schema, name, dataschema } = EVENT_TYPE_ENTRIES[type];
    return [type, writerSchema(schema, name, dataschema)] as const;
  });
  return { dataschema: DATA_SCHEMA, types: Object.fromEntries(types) };
}

import { toJsonSchema } from '@valibot/to-json-schema';
import Ajv from 'ajv';
import jsonata from 'jsonata';
import type { GenericSchema } from 'valibot';
import type { Delivery } from '../../../lib/delivery';

/** `bench/jsonata.ts` of a provider's folder. */
interface Mapping {
  readonly schema: GenericSchema;
  readonly expression: string;
}

/**
 * From a delivery to the canonical order's text, as it is done with JSON Schema and a mapping language: ajv checks every
 * documented field, JSONata maps. Nothing is noted, and money is floats.
 */
export async function createJsonataPeer(provider: string): Promise<(delivery: Delivery) => Promise<string>> {
  const mapping: Mapping = await import(`../../../lib/providers/${provider}/bench/jsonata.ts`);
  const schema: object = toJsonSchema(mapping.schema, { errorMode: 'ignore' });
  const fits = new Ajv({ strict: false }).compile(schema);
  const map = jsonata(mapping.expression);
  return async ({ payload }) => {
    const parsed: object = JSON.parse(payload);
    if (!fits(parsed)) throw new Error(JSON.stringify(fits.errors));
    return JSON.stringify(await map.evaluate(parsed));
  };
}

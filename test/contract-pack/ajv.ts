import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import { PERSONAL_DATA } from '../../infra/contract/writer-schema';

/** A strict validator that was told of our one word, and that leaves formats to the patterns beside them. */
export const strictAjv = (): Ajv2020 =>
  new Ajv2020({
    strict: true,
    allErrors: true,
    keywords: [PERSONAL_DATA],
    formats: { 'date-time': true, date: true },
  });

/** What a schema has against a value: nothing if it fits. */
export function misfits(validate: ValidateFunction, value: unknown): string[] {
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

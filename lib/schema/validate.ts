import type { GenericSchema } from 'valibot';
import { atStage } from '../failure';
import { compileIs, whenItPays } from './compile';
import { createTraverse, type Validate } from './traverse';

/**
 * Makes the validation of values along a valibot schema that only describes.
 *
 * Most values are valid as a whole, and the compiled answer to that costs little; only where it is no, the value is
 * traversed to find the places.
 * @throws Error at once, where the schema does more than describe
 */
export function createValidate(schema: GenericSchema): Validate {
  const traverse = createTraverse(schema);
  const compiled = whenItPays(() => compileIs(schema));
  return (value, findings) => {
    atStage('validate', () => {
      if (!compiled()?.(value)) traverse(value, findings);
    });
  };
}

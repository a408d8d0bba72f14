import type { GenericSchema } from 'valibot';
import { isSorted } from '../json';
import { compileIs, type Is, type IsOptions, whenItPays } from './compile';
import { createTraverse, type Findings, type Validate } from './traverse';

/**
 * Makes the answer to whether a value is what a schema describes in every place, with no key that the schema does not
 * know. The value is never changed.
 */
export function createIs(schema: GenericSchema, options: IsOptions = {}): Is {
  const traverse = createTraverse(schema);
  const compiled = whenItPays(() => compileIs(schema, options));
  return (value) =>
    compiled()?.(value) ?? (findsNothing(traverse, value) && (!options.sorted || isSorted(value)));
}

/** Stops at the first finding, before anything is taken out of the value. */
function findsNothing(traverse: Validate, value: unknown): boolean {
  try {
    traverse(value, STOP);
    return true;
  } catch (thrown) {
    if (thrown === FOUND) return false;
    throw thrown;
  }
}

const FOUND = Symbol('a finding');
const stop = (): never => {
  throw FOUND;
};
const STOP: Findings = { unknown: stop, respelled: stop, unfit: stop, missing: stop };

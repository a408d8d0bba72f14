import { InvalidPatternError } from './errors';
import { type ExactJson, ExactNumber, type ExactScalar } from './exact-json';
import { addressTest } from './ip-address';
import { operatorTest } from './pattern-operator';

export type ValueTest = (value: ExactScalar) => boolean;

/** What one array of a pattern asks: any of its elements may match. */
export interface FieldTest {
  readonly matches: ValueTest;
  /** `exists: false` is among the elements: a missing field matches too. */
  readonly mayBeAbsent: boolean;
}

/** Reads the array that a pattern has at a field. */
export function fieldTest(elements: ExactJson[]): FieldTest {
  if (elements.length === 0) throw new InvalidPatternError('Empty arrays are not allowed');
  const values = new Set<ExactScalar>();
  const tests: ValueTest[] = [];
  let mayBeAbsent = false;

  for (const element of elements) {
    if (element instanceof ExactNumber) tests.push(sameDigits(element.text));
    else if (Array.isArray(element)) {
      throw new InvalidPatternError('Match value must be String, number, true, false, or null');
    } else if (typeof element === 'object' && element !== null) {
      const test = operatorTest(element);
      if (test === 'absent') mayBeAbsent = true;
      else tests.push(test);
    } else {
      const address = typeof element === 'string' ? addressTest(element) : undefined;
      if (address) tests.push((value) => typeof value === 'string' && address(value));
      else values.add(element);
    }
  }
  return {
    matches: (value) => values.has(value) || tests.some((test) => test(value)),
    mayBeAbsent,
  };
}

/** A number that cannot be compared as one is compared as it was written. */
function sameDigits(text: string): ValueTest {
  return (value) => value instanceof ExactNumber && value.text === text;
}

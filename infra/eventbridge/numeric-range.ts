import { InvalidPatternError } from './errors';
import { type ExactJson, ExactNumber } from './exact-json';
import type { ValueTest } from './pattern-field';

type Comparison = (value: number) => boolean;

const COMPARISONS: ReadonlyMap<unknown, (bound: number) => Comparison> = new Map([
  ['=', (bound) => (value) => value === bound],
  ['<', (bound) => (value) => value < bound],
  ['<=', (bound) => (value) => value <= bound],
  ['>', (bound) => (value) => value > bound],
  ['>=', (bound) => (value) => value >= bound],
] as [string, (bound: number) => Comparison][]);

/** Reads the operand of `numeric`: one comparison, or a lower bound and then an upper one. */
export function numericTest(operand: ExactJson): ValueTest {
  if (!Array.isArray(operand)) throw new InvalidPatternError('Value of numeric must be an array.');
  const [operator, bound, upperOperator, upperBound] = operand;
  const comparison = COMPARISONS.get(operator);
  if (!comparison) throw new InvalidPatternError(`Unrecognized numeric range operator: ${operator}`);
  const low = comparison(numberOf(operator, bound));
  if (operand.length === 2) return (value) => typeof value === 'number' && low(value);

  if (!String(operator).startsWith('>'))
    throw new InvalidPatternError('Too many elements in numeric expression');
  const upper = COMPARISONS.get(upperOperator);
  if (!upper || !String(upperOperator).startsWith('<')) {
    throw new InvalidPatternError(`Bad numeric range operator: ${upperOperator}`);
  }
  const high = upper(numberOf(upperOperator, upperBound));
  if (operand.length > 4) throw new InvalidPatternError('Too many terms in numeric range expression');
  if (Number(bound) >= Number(upperBound)) throw new InvalidPatternError('Bottom must be less than top');
  return (value) => typeof value === 'number' && low(value) && high(value);
}

function numberOf(operator: unknown, bound: ExactJson | undefined): number {
  if (bound instanceof ExactNumber) throw new InvalidPatternError(`Cannot compare number : ${bound.text}`);
  if (typeof bound !== 'number') throw new InvalidPatternError(`Value of ${operator} must be numeric`);
  return bound;
}

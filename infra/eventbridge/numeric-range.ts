import { type ExactJson, ExactNumber } from './exact-json';
import { invalidPattern } from './invalid-pattern';
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
  if (!Array.isArray(operand)) throw invalidPattern('Value of numeric must be an array.');
  const [operator, bound, upperOperator, upperBound] = operand;
  const comparison = COMPARISONS.get(operator);
  if (!comparison) throw invalidPattern(`Unrecognized numeric range operator: ${operator}`);
  const low = comparison(numberOf(operator, bound));
  if (operand.length === 2) return (value) => typeof value === 'number' && low(value);

  if (!String(operator).startsWith('>')) throw invalidPattern('Too many elements in numeric expression');
  const upper = COMPARISONS.get(upperOperator);
  if (!upper || !String(upperOperator).startsWith('<')) {
    throw invalidPattern(`Bad numeric range operator: ${upperOperator}`);
  }
  const high = upper(numberOf(upperOperator, upperBound));
  if (operand.length > 4) throw invalidPattern('Too many terms in numeric range expression');
  if (Number(bound) >= Number(upperBound)) throw invalidPattern('Bottom must be less than top');
  return (value) => typeof value === 'number' && low(value) && high(value);
}

function numberOf(operator: unknown, bound: ExactJson | undefined): number {
  if (bound instanceof ExactNumber) throw invalidPattern(`Cannot compare number : ${bound.text}`);
  if (typeof bound !== 'number') throw invalidPattern(`Value of ${operator} must be numeric`);
  return bound;
}

import { InvalidPatternError } from './errors';
import { type ExactJson, ExactNumber, type ExactObject, isExactObject } from './exact-json';
import { ignoringCase } from './ignore-case';
import { addressTest, cidrTest } from './ip-address';
import { numericTest } from './numeric-range';
import type { ValueTest } from './pattern-field';
import { wildcardTest } from './wildcard';

type TextTest = (text: string) => boolean;

/** Reads one `{ operator: operand }` of a pattern; `absent` is what `exists: false` asks for. */
export function operatorTest(expression: ExactObject): ValueTest | 'absent' {
  const [name, operand] = onlyEntry(expression);
  if (name === 'exists') {
    if (typeof operand !== 'boolean')
      throw new InvalidPatternError('exists match pattern must be either true or false.');
    return operand ? () => true : 'absent';
  }
  if (name === 'numeric') return numericTest(operand);
  if (name === 'anything-but') return anythingBut(operand);
  if (name === 'cidr') return ofText(cidr(textOf(name, operand)));
  if ((name === 'prefix' || name === 'suffix') && isExactObject(operand))
    return ofText(affixInAnyCase(name, operand));
  const operator = TEXT_OPERATORS.get(name);
  if (!operator) throw new InvalidPatternError(`Unrecognized match type ${name}`);
  return ofText(operator(textOf(name, operand)));
}

const TEXT_OPERATORS: ReadonlyMap<string, (operand: string) => TextTest> = new Map([
  ['exactly', (operand) => (text) => text === operand],
  ['prefix', (operand) => (text) => text.startsWith(operand)],
  ['suffix', (operand) => (text) => text.endsWith(operand)],
  ['equals-ignore-case', (operand) => inAnyCase(operand, { start: true, end: true })],
  ['wildcard', wildcard],
]);

/** What may stand inside `anything-but`. */
const EXCLUDABLE: ReadonlySet<string> = new Set(['prefix', 'suffix', 'equals-ignore-case', 'wildcard']);

const NOT_EXCLUDABLE: Readonly<Record<string, string>> = {
  'equals-ignore-case':
    'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
  wildcard: 'wildcard match pattern must be a string',
};

/** Every value but those named, whatever its type: no number is one of some strings. */
function anythingBut(operand: ExactJson): ValueTest {
  if (isExactObject(operand)) return anythingButText(operand);
  const excluded = Array.isArray(operand) ? operand : [operand];
  for (const value of excluded) {
    if (value instanceof ExactNumber) throw new InvalidPatternError(`Cannot compare number : ${value.text}`);
    if (typeof value === 'string' || typeof value === 'number') continue;
    throw new InvalidPatternError(
      Array.isArray(operand)
        ? 'Inside anything but list, start|null|boolean is not supported.'
        : 'Value of anything-but must be an array or single string/number value.',
    );
  }
  if (new Set(excluded.map((value) => typeof value)).size !== 1) {
    throw new InvalidPatternError(
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    );
  }
  const values = new Set<unknown>(excluded);
  return (value) => !values.has(value);
}

function anythingButText(expression: ExactObject): ValueTest {
  const [name, operand] = onlyEntry(expression);
  const operator = EXCLUDABLE.has(name) ? TEXT_OPERATORS.get(name) : undefined;
  if (!operator) throw new InvalidPatternError(`Unsupported anything-but pattern: ${name}`);
  const operands = (Array.isArray(operand) ? operand : [operand]).map((one) => {
    if (typeof one === 'string') return one;
    throw new InvalidPatternError(NOT_EXCLUDABLE[name] ?? 'prefix/suffix match pattern must be a string');
  });
  if ((name === 'prefix' || name === 'suffix') && operands.includes('')) {
    throw new InvalidPatternError('Null prefix/suffix not allowed');
  }
  const tests = operands.map(operator);
  return (value) => typeof value !== 'string' || !tests.some((test) => test(value));
}

function affixInAnyCase(affix: 'prefix' | 'suffix', expression: ExactObject): TextTest {
  const [name, operand] = onlyEntry(expression);
  if (name !== 'equals-ignore-case') throw new InvalidPatternError(`Unsupported ${affix} pattern: ${name}`);
  return inAnyCase(textOf(name, operand), { start: affix === 'prefix', end: affix === 'suffix' });
}

function inAnyCase(operand: string, anchors: { start: boolean; end: boolean }): TextTest {
  const expression = ignoringCase(operand, anchors);
  return (text) => expression.test(text);
}

function wildcard(operand: string): TextTest {
  const test = wildcardTest(operand);
  if (typeof test === 'string') throw new InvalidPatternError(test);
  return test;
}

function cidr(operand: string): TextTest {
  const test = cidrTest(operand);
  if (test) return test;
  const [address, bits, more] = operand.split('/');
  if (bits === undefined || more !== undefined)
    throw new InvalidPatternError("Malformed CIDR, one '/' required");
  if (!/^\d+$/.test(bits)) throw new InvalidPatternError('Malformed CIDR, mask bits must be an integer');
  if (!addressTest(`${address}`)) throw new InvalidPatternError(`Nonstandard IP address: ${address}`);
  throw new InvalidPatternError('IPv4 mask bits must be < 32, IPv6 mask bits must be < 128');
}

function ofText(test: TextTest): ValueTest {
  return (value) => typeof value === 'string' && test(value);
}

function textOf(operator: string, operand: ExactJson): string {
  if (typeof operand !== 'string')
    throw new InvalidPatternError(
      `${operator === 'exactly' ? 'exact' : operator} match pattern must be a string`,
    );
  return operand;
}

function onlyEntry(expression: ExactObject): [string, ExactJson] {
  const [entry, another] = Object.entries(expression);
  if (!entry) throw new InvalidPatternError('Match expression name not found');
  if (another) throw new InvalidPatternError('Only one key allowed in match expression');
  return entry;
}

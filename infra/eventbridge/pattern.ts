import { duplicateKey } from './duplicate-key';
import { InvalidPatternError } from './errors';
import { type ExactJson, type ExactObject, isExactObject, parseExactJson } from './exact-json';
import { type FieldPath, fieldPath } from './field-path';
import { type FieldTest, fieldTest } from './pattern-field';

/** An event pattern, compiled: an event matches if it matches one of the alternatives. */
export interface Pattern {
  readonly alternatives: readonly Alternative[];
}

/** All of these fields must match. */
export interface Alternative {
  /** In alphabetical order of their paths, in which they are judged. */
  readonly fields: readonly PatternField[];
  /** The same, those first that are quickly looked up: often one of them says no. */
  readonly shortestFirst: readonly PatternField[];
}

/** What the pattern asks of the values at one path. */
export interface PatternField extends FieldTest {
  /** The names on the way to it, joined with dots. */
  readonly path: string;
  readonly leavesOf: FieldPath;
}

/** What one alternative asks, by the path: the names on the way, joined with dots. */
type Draft = ReadonlyMap<string, FieldTest>;

const MOST_ALTERNATIVES = 1000;

/** Names that EventBridge keeps for itself inside `$or`. */
const RESERVED_IN_OR: ReadonlySet<string> = new Set(
  `exactly equals-ignore-case prefix suffix anything-but exists wildcard numeric cidr = < <= > >= regex
   not-wildcard not-equals-ignore-case date-after date-on-or-after date-before date-on-or-before in-date-range
   ip-address-in-range ip-address-not-in-range`.split(/\s+/),
);

/** Reads an event pattern; throws `InvalidPatternError` with what EventBridge has against it. */
export function compilePattern(text: string): Pattern {
  const json = parsed(text);
  if (!isExactObject(json)) throw new InvalidPatternError('Filter is not an object');
  const duplicate = duplicateKey(text);
  if (duplicate) throw new InvalidPatternError(`Path \`${duplicate}\` cannot be allowed multiple times`);

  return { alternatives: readObject(json, '', [new Map()], false).map(alternativeOf) };
}

function alternativeOf(draft: Draft): Alternative {
  const fields = [...draft]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, test]) => ({ path, leavesOf: fieldPath(path), ...test }));
  return { fields, shortestFirst: fields.toSorted((a, b) => a.path.length - b.path.length) };
}

function parsed(text: string): ExactJson {
  try {
    return parseExactJson(text);
  } catch (error) {
    throw new InvalidPatternError(error instanceof Error ? error.message : String(error));
  }
}

/** Adds what `object`, at `prefix`, asks to each of the alternatives. */
function readObject(object: ExactObject, prefix: string, alternatives: Draft[], insideOr: boolean): Draft[] {
  const entries = Object.entries(object);
  if (entries.length === 0) throw new InvalidPatternError('Empty objects are not allowed');
  let all = alternatives;
  for (const [name, value] of entries) {
    const path = prefix + name;
    if (name === '$or') all = readOr(value, prefix, all);
    else if (insideOr && RESERVED_IN_OR.has(name))
      throw new InvalidPatternError(`${name} is reserved inside $or`);
    else if (Array.isArray(value)) all = withField(all, path, fieldTest(value));
    else if (isExactObject(value)) all = readObject(value, `${path}.`, all, insideOr);
    else throw new InvalidPatternError(`"${name}" must be an object or an array`);
  }
  return all;
}

function readOr(branches: ExactJson, prefix: string, alternatives: Draft[]): Draft[] {
  if (!Array.isArray(branches)) throw new InvalidPatternError('It must be an Array followed with $or.');
  if (branches.length < 2)
    throw new InvalidPatternError('There must have at least 2 Objects in $or relationship.');
  const all = branches.flatMap((branch) => {
    if (!isExactObject(branch)) {
      throw new InvalidPatternError('Only JSON object is allowed in array of $or relationship.');
    }
    return readObject(branch, prefix, alternatives, true);
  });
  if (all.length > MOST_ALTERNATIVES) {
    throw new InvalidPatternError(`$or makes ${all.length} combinations, more than ${MOST_ALTERNATIVES}`);
  }
  return all;
}

function withField(alternatives: Draft[], path: string, test: FieldTest): Draft[] {
  return alternatives.map((alternative) => {
    if (alternative.has(path))
      throw new InvalidPatternError(`Path \`${path}\` cannot be allowed multiple times`);
    return new Map(alternative).set(path, test);
  });
}

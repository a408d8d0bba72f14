import type { BaseIssue, GenericSchema } from 'valibot';
import type { Issue } from '../failure';
import { pointerTo } from '../json';
import { alternativesOf, childOf, nodeOf, type SchemaNode } from './node';

/**
 * valibot's issues in our own words. Its messages quote what was received, which may be a secret: none of them is
 * ever passed on. A schema says with `v.description` what its checks expect.
 * @example v.pipe(v.string(), v.check(isTimeZone), v.description('an IANA time zone'))
 */
export const toIssues = (schema: GenericSchema, issues: readonly BaseIssue<unknown>[]): Issue[] =>
  issues.map((issue) => {
    const keys = issue.path?.map(({ key }) => key) ?? [];
    return { path: pointerTo(keys), message: wordIssue(nodeAt(nodeOf(schema), keys), issue) };
  });

function wordIssue(node: SchemaNode | undefined, issue: BaseIssue<unknown>): string {
  const { kind, type, expected, input } = issue;
  if (type === 'strict_object' && expected === 'never') return 'is not a known field';
  if (kind === 'schema' && input === undefined) return 'is missing';
  if (kind === 'schema' && node) return `expected ${describeNode(node)}, found ${kindOf(input)}`;
  const words = (node && descriptionOf(node)) ?? describeStep(issue);
  return words === undefined ? 'is not valid' : `expected ${words}`;
}

const nodeAt = (root: SchemaNode, keys: readonly unknown[]): SchemaNode | undefined =>
  keys.reduce<SchemaNode | undefined>((node, key) => node && childOf(node, String(key)), root);

/** What a schema expects, for sentences: `a string`, `a whole number`, its own description. */
export function describeNode(node: SchemaNode): string {
  if (node.wrapped) return describeNode(node.wrapped);
  const words = (node.pipe ?? [node]).map(describeStep).findLast((step) => step !== undefined);
  return descriptionOf(node) ?? words ?? 'another value';
}

const descriptionOf = ({ wrapped, pipe = [] }: SchemaNode): string | undefined =>
  wrapped ? descriptionOf(wrapped) : pipe.findLast(({ type }) => type === 'description')?.description;

/** What one schema or check expects; `undefined` of what expects nothing that we have words for. */
function describeStep(step: Step): string | undefined {
  const { type, literal, options = [], requirement } = step;
  if (type === 'literal') return JSON.stringify(literal);
  if (type === 'picklist')
    return options.length > MOST_WORDS ? 'a known word' : `one of ${options.join(', ')}`;
  if (type === 'union') return alternativesOf({ options }).map(describeNode).join(' or ');
  if (type === 'min_value') return `at least ${requirement}`;
  if (requirement instanceof RegExp) return `a text like ${requirement.source}`;
  return NAMES[type];
}

type Step = Pick<SchemaNode, 'type' | 'literal' | 'options' | 'requirement'>;

/** More words than that are not listed. */
const MOST_WORDS = 8;

const NAMES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'a boolean',
  unknown: 'anything',
  array: 'a list',
  record: 'an object',
  object: 'an object',
  strict_object: 'an object',
  loose_object: 'an object',
  safe_integer: 'a whole number',
  non_empty: 'a text that is not empty',
};

/** What kind of value stands somewhere, without its content: `a string`, `null`, `a list`. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (value === '') return 'an empty string';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'bigint') return 'a number';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

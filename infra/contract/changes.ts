import type { JsonSchema } from './json-schema';

/** A difference between two editions of a writer's schema. */
export interface Change {
  /** `breaking`: somebody who relies on the older edition may fail. `additive`: there is more, and nobody has to know. */
  readonly kind: 'breaking' | 'additive';
  /** Where in the event, with dots; `[]` for any item of a list, `*` for any key. */
  readonly path: string;
  readonly what: string;
}

/**
 * What changed between two writer's schemas, as a reader of the event sees it. Prose and examples are no change.
 *
 * Readers rely on what a writer promises: a field that was required, a type, a form, a set of words. So a promise that
 * becomes weaker breaks them as much as a field that goes. One that becomes another, even a stricter one, is taken as
 * breaking too: it changes what values mean.
 */
export function changesBetween(before: JsonSchema, after: JsonSchema): readonly Change[] {
  const changes: Change[] = [];
  compare({ schema: before, root: before }, { schema: after, root: after }, '', changes);
  return changes;
}

/** A schema and the document that its references are in. */
interface Place {
  readonly schema: JsonSchema;
  readonly root: JsonSchema;
}

/** Words of a schema that promise a form. */
const FORMS = ['format', 'pattern', 'minLength', 'minimum', 'maximum', 'const'] as const;

function compare(before: Place, after: Place, path: string, changes: Change[]): void {
  const [was, is] = [resolved(before), resolved(after)];
  const change = (kind: Change['kind'], what: string) => changes.push({ kind, path: path || '(root)', what });
  if (was.type !== is.type) {
    change('breaking', `${was.type ?? 'any value'} became ${is.type ?? 'any value'}`);
    return;
  }
  const words = compareWords(was, is);
  for (const { kind, what } of words) change(kind, what);
  // A set of words promises their form too: opened, it is judged as the set was.
  if (!was.enum)
    for (const form of FORMS)
      if (was[form] !== is[form]) change('breaking', `${form} ${say(was[form])} became ${say(is[form])}`);
  if (was['x-personal-data'] !== is['x-personal-data'])
    change('additive', `the class of personal data became ${is['x-personal-data'] ?? 'none'}`);
  compareAlternatives(was, is, change);
  compareFields({ ...before, schema: was }, { ...after, schema: is }, path, changes);
  const below = (one: JsonSchema, other: JsonSchema, step: string) =>
    compare({ ...before, schema: one }, { ...after, schema: other }, `${path}${step}`, changes);
  if (was.items && is.items) below(was.items, is.items, '[]');
  else if (was.items || is.items) change('breaking', 'what the list holds is said no more, or said now');
  compareOthers(was, is, change, below);
}

function compareWords({ enum: was }: JsonSchema, is: JsonSchema): Omit<Change, 'path'>[] {
  if (!was && !is.enum) return [];
  if (!was) return [{ kind: 'breaking', what: 'any text became one of a set of words' }];
  if (!is.enum) {
    const lost = was.filter((word) => !takes(is, word));
    return lost.length > 0
      ? [{ kind: 'breaking', what: `the word ${lost.join(', ')} is gone` }]
      : [{ kind: 'additive', what: 'its words became any text' }];
  }
  const now = is.enum;
  return [
    ...was
      .filter((word) => !now.includes(word))
      .map((word): Omit<Change, 'path'> => ({ kind: 'breaking', what: `the word ${word} is gone` })),
    ...now
      .filter((word) => !was.includes(word))
      .map((word): Omit<Change, 'path'> => ({ kind: 'additive', what: `the word ${word} is new` })),
  ];
}

/** Whether a schema without a set of words takes this one. */
const takes = ({ pattern, minLength = 0, const: only }: JsonSchema, word: unknown): boolean =>
  String(word).length >= minLength &&
  (pattern === undefined || new RegExp(pattern).test(String(word))) &&
  (only === undefined || only === word);

function compareFields(before: Place, after: Place, path: string, changes: Change[]): void {
  const [was, is] = [before.schema.properties ?? {}, after.schema.properties ?? {}];
  const [needed, needs] = [before.schema.required ?? [], after.schema.required ?? []];
  const add = (kind: Change['kind'], field: string, what: string) =>
    changes.push({ kind, path: path ? `${path}.${field}` : field, what });
  for (const [field, schema] of Object.entries(was)) {
    const now = is[field];
    if (!now) {
      add('breaking', field, 'the field is gone');
      continue;
    }
    if (needed.includes(field) && !needs.includes(field)) add('breaking', field, 'may be absent now');
    if (!needed.includes(field) && needs.includes(field)) add('additive', field, 'is always there now');
    compare({ ...before, schema }, { ...after, schema: now }, path ? `${path}.${field}` : field, changes);
  }
  for (const field of Object.keys(is)) if (!was[field]) add('additive', field, 'the field is new');
}

function compareAlternatives(
  { anyOf: was = [] }: JsonSchema,
  { anyOf: is = [] }: JsonSchema,
  change: (kind: Change['kind'], what: string) => void,
): void {
  const [before, after] = [was.map(meaning), is.map(meaning)];
  if (before.some((one) => !after.includes(one))) change('breaking', 'one of its types is gone or another');
  if (after.some((one) => !before.includes(one))) change('breaking', 'it may have another type now');
}

/** What an object says of fields that it does not name. */
function compareOthers(
  { additionalProperties: was }: JsonSchema,
  { additionalProperties: is }: JsonSchema,
  change: (kind: Change['kind'], what: string) => void,
  below: (one: JsonSchema, other: JsonSchema, step: string) => void,
): void {
  if (typeof was === 'object' && typeof is === 'object') below(was, is, '.*');
  else if (was !== is) change('breaking', 'what it may hold beside its fields became another');
}

/** A schema without what decides nothing, as a text that can be compared. */
const meaning = (schema: JsonSchema): string =>
  JSON.stringify(schema, (word, value) =>
    ['description', 'title', 'examples', 'x-personal-data'].includes(word) ? undefined : value,
  );

function resolved({ schema, root }: Place): JsonSchema {
  const name = schema.$ref?.replace('#/$defs/', '');
  if (name === undefined) return schema;
  const definition = root.$defs?.[name];
  if (!definition) throw new Error(`the schema has no definition ${name}`);
  return resolved({ schema: definition, root });
}

const say = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

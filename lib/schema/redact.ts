import type { GenericSchema } from 'valibot';
import { isObject } from '../json';
import type { PersonalDataClass } from '../order/personal-data';
import { childOf, nodeOf, type SchemaNode } from './node';

/**
 * A value as it may be shown to anybody: what may be about a person is replaced by its class, for example
 * `[contact]`, and what the schema does not know by `[unknown]`.
 */
export const redact = (schema: GenericSchema, value: unknown): unknown =>
  mapByClass(schema, value, (personalData, found) =>
    personalData === 'none' ? found : `[${personalData ?? 'unknown'}]`,
  );

/**
 * What becomes of one scalar, or of a free value as a whole.
 * @param personalData its class; `undefined` where the schema does not know the place
 */
export type Replace = (personalData: PersonalDataClass | undefined, value: unknown) => unknown;

/** Replaces every scalar by what `replace` makes of it and of its personal-data class. Lists and objects stay. */
export const mapByClass = (schema: GenericSchema, value: unknown, replace: Replace): unknown =>
  mapNode(nodeOf(schema), value, replace);

function mapNode(node: SchemaNode | undefined, value: unknown, replace: Replace): unknown {
  if (value === undefined) return undefined;
  if (node?.wrapped) return mapNode(node.wrapped, value, replace);
  const personalData = node && classOf(node);
  // A free value has one class for all of it, its keys included.
  if (personalData !== undefined || node === undefined) return replace(personalData, value);
  if (Array.isArray(value) && node.item) return value.map((item) => mapNode(node.item, item, replace));
  if (isObject(value) && (node.entries || node.value))
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [key, mapNode(childOf(node, key), child, replace)]),
    );
  return replace(undefined, value);
}

const classOf = ({ pipe = [] }: SchemaNode): PersonalDataClass | undefined =>
  pipe.findLast(({ type, metadata }) => type === 'metadata' && metadata?.personalData)?.metadata
    ?.personalData;

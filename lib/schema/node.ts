import type { GenericSchema } from 'valibot';
import type { PersonalDataClass } from '../order/personal-data';

/** What we read of valibot's schemas and actions; all of it is public. */
export interface SchemaNode {
  readonly type: string;
  readonly kind: 'schema' | 'validation' | 'metadata' | 'transformation';
  /** Of an object: its fields. */
  readonly entries?: Readonly<Record<string, SchemaNode>>;
  /** Of a list: its items. */
  readonly item?: SchemaNode;
  /** Of a record: its values. */
  readonly value?: SchemaNode;
  /** Of an optional or nullable schema: the schema of what is there. */
  readonly wrapped?: SchemaNode;
  /** The schema itself and the actions behind it. */
  readonly pipe?: readonly SchemaNode[];
  /** Of a union: schemas. Of a picklist: words. */
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
  /** Of a brand: its name. */
  readonly name?: unknown;
  /** Of a check: what it requires. */
  readonly requirement?: unknown;
  readonly metadata?: { readonly personalData?: PersonalDataClass };
  /** Of a description: its text. */
  readonly description?: string;
}

/** A schema as we read it. */
export const nodeOf = (schema: GenericSchema): SchemaNode => schema as unknown as SchemaNode;

/** The schemas of a union. */
export const alternativesOf = ({ options = [] }: Pick<SchemaNode, 'options'>): readonly SchemaNode[] =>
  options as readonly SchemaNode[];

/** What stands at a key or a list position below a node; `undefined` where its schema does not know the place. */
export function childOf(node: SchemaNode, key: string): SchemaNode | undefined {
  if (node.wrapped) return childOf(node.wrapped, key);
  if (node.entries) return Object.hasOwn(node.entries, key) ? node.entries[key] : undefined;
  return node.item ?? node.value;
}

import type { GenericSchema } from 'valibot';
import type { PersonalDataClass } from '../order/personal-data';

/** What the schema says of one scalar, or of a free value as a whole. No class: the schema does not know the place. */
export type Place = PersonalDataClass | undefined;

/**
 * A value as it may be shown to anybody: what tells about a person is replaced by its class, for example
 * `[contact]`, and what the schema does not know by `[unknown]`.
 */
export const redact = (schema: GenericSchema, value: unknown): unknown =>
  mapByClass(schema, value, (place, found) => (place === 'none' ? found : `[${place ?? 'unknown'}]`));

/** Replaces every scalar by what `replace` makes of it and of its personal-data class. Lists and objects stay. */
export const mapByClass = (
  schema: GenericSchema,
  value: unknown,
  replace: (place: Place, value: unknown) => unknown,
): unknown => walk(schema as unknown as Node, value, replace);

/** What we read of valibot's schemas; all of it is public. */
interface Node {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Node>>;
  readonly item?: Node;
  readonly value?: Node;
  readonly wrapped?: Node;
  readonly pipe?: readonly {
    readonly type: string;
    readonly metadata?: { personalData?: PersonalDataClass };
  }[];
}

type Replace = Parameters<typeof mapByClass>[2];

function walk(node: Node | undefined, value: unknown, replace: Replace): unknown {
  if (node?.wrapped) return value === undefined ? value : walk(node.wrapped, value, replace);
  const place = node && classOf(node);
  // A free value has one class for all of it, its keys included.
  if (place !== undefined || node === undefined) return value === undefined ? value : replace(place, value);
  if (Array.isArray(value) && node.item) return value.map((item) => walk(node.item, item, replace));
  if (isObject(value) && (node.entries || node.value))
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [key, walk(childOf(node, key), child, replace)]),
    );
  return replace(undefined, value);
}

function childOf({ entries, value }: Node, key: string): Node | undefined {
  if (!entries) return value;
  return Object.hasOwn(entries, key) ? entries[key] : undefined;
}

const classOf = ({ pipe = [] }: Node): Place =>
  pipe.findLast(({ type, metadata }) => type === 'metadata' && metadata?.personalData)?.metadata
    ?.personalData;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

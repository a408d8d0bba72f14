import type { GenericSchema } from 'valibot';
import { type SchemaNode as Node, nodeOf } from '../../lib/schema/node';

/** The pointers of all fields that a schema describes, with `*` for a list's index. */
export function schemaLeaves(schema: GenericSchema): string[] {
  return below(nodeOf(schema), '');
}

function below({ type, entries, item, wrapped }: Node, at: string): string[] {
  if (wrapped) return below(wrapped, at);
  if (item) return below(item, `${at}/*`);
  if (!entries || type !== 'object') return [at];
  return Object.entries(entries).flatMap(([key, entry]) => below(entry, `${at}/${key}`));
}

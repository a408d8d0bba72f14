import { contractToday } from './contract';
import { draft4Schema } from './draft-4-schema';
import { readerSchema } from './reader-schema';

/** A type of event, and the schema that the EventBridge schema registry gets of it. */
export interface RegistrySchema {
  readonly type: string;
  readonly schema: object;
}

/** The schemas of the EventBridge schema registry, one for each type of event. */
export const registrySchemas = (): readonly RegistrySchema[] =>
  Object.entries(contractToday().types).map(([type, writer]) => ({
    type,
    schema: draft4Schema(readerSchema(writer), type),
  }));

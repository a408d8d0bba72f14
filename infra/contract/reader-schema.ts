import { type JsonSchema, laidOut, mapChildren } from './json-schema';
import { STRICT } from './writer-schema';

/**
 * The reader's edition of a writer's schema: what a subscriber validates with. It accepts whatever an additive change
 * may bring: objects are open, and a word is any text, with its known values documented. What is promised stays:
 * required fields, types, forms.
 */
export const readerSchema = (writer: JsonSchema): JsonSchema =>
  laidOut({ ...opened(writer), ...(writer.$id && { $id: writer.$id.replace(STRICT, '') }) });

function opened(schema: JsonSchema): JsonSchema {
  const {
    additionalProperties,
    enum: words,
    const: only,
    description,
    ...rest
  } = mapChildren(schema, opened);
  return {
    ...rest,
    ...(description && { description }),
    ...(words && withWords(description, words)),
    ...(only !== undefined && typeof only !== 'boolean' && { examples: [only] }),
    ...(typeof additionalProperties === 'object' && { additionalProperties }),
  };
}

const withWords = (description: string | undefined, words: readonly unknown[]): JsonSchema => ({
  description: [
    description,
    `Known values: ${words.map((word) => `\`${word}\``).join(', ')}; others may be added.`,
  ]
    .filter(Boolean)
    .join(' '),
  examples: words,
});

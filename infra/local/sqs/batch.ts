import { AwsError, isJsonObject, type Json, type JsonObject } from '../service';
import { queryCode } from './error';
import { list, text } from './input';

const MOST_ENTRIES = 10;
const ENTRY_ID = /^[\w-]{1,80}$/;

/** The entries of a batch request, with all that makes SQS refuse the request as a whole. */
export function readEntries(input: JsonObject, shape: string): JsonObject[] {
  const entries = list(input, 'Entries').map(entry);
  if (entries.length === 0) {
    throw new AwsError('EmptyBatchRequest', `There should be at least one ${shape} in the request.`);
  }
  if (entries.length > MOST_ENTRIES) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${MOST_ENTRIES}. You have sent ${entries.length}.`,
    );
  }
  const ids = new Set<string>();
  for (const { Id: id } of entries) {
    if (typeof id !== 'string' || !ENTRY_ID.test(id)) {
      throw new AwsError(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. ' +
          'It can be at most 80 letters long.',
      );
    }
    if (ids.has(id)) throw new AwsError('BatchEntryIdsNotDistinct', `Id ${id} repeated.`);
    ids.add(id);
  }
  return entries;
}

/** Does each entry; one that is refused is named among `Failed` and does not keep the others from it. */
export function answerBatch(
  entries: JsonObject[],
  act: (entry: JsonObject, index: number) => JsonObject,
): JsonObject {
  const successful: Json[] = [];
  const failed: Json[] = [];
  for (const [index, entry] of entries.entries()) {
    const Id = text(entry, 'Id');
    try {
      successful.push({ Id, ...act(entry, index) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failed.push({ Id, SenderFault: true, Code: queryCode(error.code), Message: error.message });
    }
  }
  return { Successful: successful, ...(failed.length > 0 && { Failed: failed }) };
}

function entry(value: Json): JsonObject {
  if (isJsonObject(value)) return value;
  throw new AwsError('SerializationException', 'Entries must be a list of objects.');
}

import type { NewEntry } from './journal';
import type { Json, JsonObject } from './service';

/** Calls that only look: they would fill the journal and say nothing. */
const UNRECORDED = /^(Get|List|Describe|Test)/;

/** What a call leaves in the journal: one entry per message, entry or event, so that each has its own way. */
export function entriesOf(
  service: string,
  action: string,
  input: JsonObject,
  output: JsonObject,
): NewEntry[] {
  if (service === 'secretsmanager' || UNRECORDED.test(action)) return [];
  const kind = `${service}.${action}`;
  const where = place(input);
  if (action === 'ReceiveMessage') {
    const messages = (output.Messages ?? []) as JsonObject[];
    return messages.map((message) => ({ kind, where, ids: idsOf(message), content: message }));
  }
  if (!Array.isArray(input.Entries)) {
    return [{ kind, where, ids: idsOf(input, output), content: { input, output } }];
  }
  return (input.Entries as JsonObject[]).map((entry, index) => {
    const answer = answerOf(entry, index, output);
    return {
      kind,
      where: where || place(entry),
      ids: idsOf(entry, answer),
      content: { input: entry, output: answer },
    };
  });
}

/** What a call that failed leaves behind. */
export function failureEntry(service: string, action: string, input: JsonObject, error: unknown): NewEntry {
  const content = { error: String(error), ...(service !== 'secretsmanager' && { input }) };
  return { kind: `${service}.${action}.failed`, where: place(input), ids: idsOf(input), content };
}

/** The queue, bus or secret that a call is about. */
function place(input: JsonObject): string {
  return String(input.QueueUrl ?? input.EventBusName ?? input.SecretId ?? '').replace(/^.*\//, '');
}

/** SQS answers a batch by the entries' ids, EventBridge by their position. */
function answerOf(entry: JsonObject, index: number, output: JsonObject): JsonObject {
  const byId = [output.Successful, output.Failed]
    .flatMap((list) => (Array.isArray(list) ? (list as JsonObject[]) : []))
    .find((answer) => answer.Id === entry.Id);
  const byPosition = Array.isArray(output.Entries) ? (output.Entries[index] as JsonObject) : undefined;
  return byId ?? byPosition ?? {};
}

/** The ids of messages, receipts and events in what was said. */
function idsOf(...said: JsonObject[]): string[] {
  return said
    .flatMap((one): (Json | undefined)[] => [one.MessageId, one.ReceiptHandle, one.EventId])
    .filter((id): id is string => typeof id === 'string');
}

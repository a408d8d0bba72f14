import { type ExactJson, isExactObject, parseExactJson } from '../../eventbridge/exact-json';
import { AwsError, isJsonObject, type Json, type JsonObject } from '../service';
import { invalid, requiredList } from './input';
import { publish } from './publish';
import { createEvent, type Entry } from './put-event';
import { findBus } from './resources';
import type { EventsState } from './state';

const MOST_ENTRIES = 10;
/** All entries of a request together have to be smaller than this. */
const SIZE_LIMIT = 1_048_576;
/** What a time counts, whatever it is. */
const TIME_SIZE = 14;

/** `PutEvents`: entry i of the answer is about entry i of the request. */
export function putEvents(state: EventsState, input: JsonObject): JsonObject {
  const entries = requiredList(input, 'Entries', MOST_ENTRIES).map((entry) =>
    isJsonObject(entry) ? entry : {},
  );
  const size = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (size >= SIZE_LIMIT) throw invalid('Total size of the entries in the request is over the limit.');

  const results = entries.map((entry) => {
    try {
      return { EventId: put(state, entry) };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return { ErrorCode: error.code, ErrorMessage: error.message };
    }
  });
  return {
    FailedEntryCount: results.filter(({ EventId }) => EventId === undefined).length,
    Entries: results,
  };
}

/** A bus that does not exist is no error: the event is gone, and only `notify` says so. */
function put(state: EventsState, input: JsonObject): string {
  const event = createEvent(state, readEntry(input));
  const nameOrArn = typeof input.EventBusName === 'string' ? input.EventBusName : 'default';
  const bus = findBus(state, nameOrArn);
  if (bus) publish(state, bus, event);
  else state.notify?.({ id: event.id, kind: 'dropped', reason: 'no such bus', bus: nameOrArn });
  return event.id;
}

function readEntry(input: JsonObject): Entry {
  const source = argument(input, 'Source');
  const detailType = argument(input, 'DetailType');
  const detailText = argument(input, 'Detail');
  if (source.startsWith('aws.')) {
    throw new AwsError('NotAuthorizedForSourceException', 'Not authorized for the source.');
  }
  return {
    source,
    detailType,
    detailText,
    detail: readDetail(detailText),
    resources: textsOf(input.Resources),
    time: typeof input.Time === 'number' ? input.Time * 1000 : undefined,
  };
}

function argument(input: JsonObject, name: string): string {
  const value = input[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new AwsError(
    'InvalidArgument',
    `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
  );
}

function readDetail(text: string): { [key: string]: ExactJson } {
  let detail: ExactJson;
  try {
    detail = parseExactJson(text);
  } catch {
    detail = null;
  }
  if (!isExactObject(detail)) throw new AwsError('MalformedDetail', 'Detail is malformed.');
  return detail;
}

/** The size of an entry, as AWS's documentation counts it. */
function sizeOf(entry: JsonObject): number {
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...textsOf(entry.Resources)];
  const time = entry.Time === undefined || entry.Time === null ? 0 : TIME_SIZE;
  return texts.reduce<number>(
    (sum, text) => sum + (typeof text === 'string' ? Buffer.byteLength(text) : 0),
    time,
  );
}

function textsOf(list: Json | undefined): string[] {
  return Array.isArray(list) ? list.filter((text) => typeof text === 'string') : [];
}

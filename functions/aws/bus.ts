import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { CLIENT_SETTINGS } from './client';

/** One event for the bus. */
export interface BusEntry {
  readonly source: string;
  readonly detailType: string;
  /** JSON. */
  readonly detail: string;
}

/** What became of one entry. Refusals of the bus are for good unless they can pass by themselves. */
export type Outcome =
  | { readonly published: true }
  | { readonly published: false; readonly code: string; readonly retryable: boolean };

/** The event bus; another kind of bus would be another function of this type. */
export type Publish = (entries: readonly BusEntry[]) => Promise<readonly Outcome[]>;

/** What one request may carry. */
export const BUS_LIMITS = {
  entries: 10,
  /** "Less than 1 MB" for all entries together, read the careful way; the envelope that targets get fits above it. */
  bytes: 1_000_000,
} as const;

/** As EventBridge counts: https://docs.aws.amazon.com/eventbridge/latest/userguide/calculate-putevents-entry-size.html */
export const entryBytes = ({ source, detailType, detail }: BusEntry): number =>
  Buffer.byteLength(source) + Buffer.byteLength(detailType) + Buffer.byteLength(detail);

/** @param busName is asked at each request: importing this needs no environment */
export function createPublish(
  busName: () => string,
  client: Pick<EventBridgeClient, 'send'> = createBusClient(),
): Publish {
  return async (entries) => {
    const command = new PutEventsCommand({
      Entries: entries.map(({ source, detailType, detail }) => ({
        EventBusName: busName(),
        Source: source,
        DetailType: detailType,
        Detail: detail,
      })),
    });
    try {
      const { Entries = [] } = await client.send(command);
      return entries.map((_, i) => toOutcome(Entries[i]));
    } catch (error) {
      // A whole request is refused for the sake of one entry: alone, each shows whether it was the one.
      if (isRejection(error) && entries.length > 1)
        return (await Promise.all(entries.map((entry) => createPublish(busName, client)([entry])))).flat();
      return entries.map(() => ({ published: false, code: nameOf(error), retryable: !isRejection(error) }));
    }
  };
}

/** `PutEvents` answers 200 with failed entries among the others: no event id means not published. */
function toOutcome(
  entry: { EventId?: string | undefined; ErrorCode?: string | undefined } | undefined,
): Outcome {
  if (entry?.EventId) return { published: true };
  const code = entry?.ErrorCode ?? 'NoAnswer';
  return { published: false, code, retryable: !REJECTIONS.has(code) };
}

/** Codes that say that the entry itself is wrong. Anything else, missing rights included, can be corrected around it. */
const REJECTIONS = new Set([
  'InvalidArgument',
  'MalformedDetail',
  'NotAuthorizedForDetailTypeException',
  'NotAuthorizedForSourceException',
  'RequestEntityTooLarge',
  'RequestEntityTooLargeException',
  'ValidationException',
]);

const isRejection = (error: unknown): boolean => REJECTIONS.has(nameOf(error));

/** The SDK's errors differ by name; those of a connection are all `Error`, and have a code. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return error.name === 'Error' && 'code' in error ? String(error.code) : error.name;
}

const createBusClient = () => new EventBridgeClient(CLIENT_SETTINGS);

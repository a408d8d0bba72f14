import type { DeadLetterFailure } from '../lib/dead-letter';
import type { Delivery } from '../lib/delivery';
import { MESSAGE_LIMIT_BYTES } from '../lib/delivery';
import type { Failure, Stage } from '../lib/failure';
import { isObject, parseJson, writeMessage } from '../lib/json';
import type { OutgoingMessage } from './aws/queue';

export interface DeadRecord {
  /** The source message's id. */
  readonly messageId: string;
  /** The source message as it lay on the queue. */
  readonly body: string;
  readonly receives: number;
}

/** Some payloads fail in thousands of places; the first ones tell enough, and leave the letter its size. */
const MOST_PATHS = 20;
const LONGEST_TEXT = 300;

/** Puts the failure beside the message it happened to. */
export function writeLetter(
  record: DeadRecord,
  failure: Failure,
  { stage, at, mapper }: { stage: Stage; at: string; mapper?: string | undefined },
): OutgoingMessage {
  const issues = failure.issues.slice(0, MOST_PATHS);
  const why: DeadLetterFailure = {
    stage,
    code: failure.code,
    message: cut(failure.message, LONGEST_TEXT * 4),
    paths: issues.map(({ path }) => cut(path, LONGEST_TEXT)),
    retryable: failure.kind === 'unavailable',
    receives: record.receives,
    at,
    mapper,
  };
  const parsed = parseJson(record.body);
  const message: Partial<Delivery> | undefined = isObject(parsed) ? parsed : undefined;
  const letter = message ? writeMessage({ ...message, failure: why }) : record.body;
  return {
    // Whatever cannot take the failure in is kept as it is: its attributes still say why.
    body: leavesRoom(letter) ? letter : record.body,
    // An own group, so that one letter does not hide another; an own id for each time it fails.
    group: record.messageId,
    deduplication: record.messageId,
    // A message that is not ours may fill SQS's limit alone. It is parked without them; the log still says why.
    attributes: leavesRoom(record.body)
      ? attributesOf({
          code: why.code,
          stage,
          provider: message?.provider,
          id: message?.id,
          orderKey: message?.orderKey,
        })
      : {},
  };
}

/** Of the 16 KiB that a message leaves free, the attributes need some. */
const FAILURE_BYTES = 12_288;

const leavesRoom = (body: string): boolean => Buffer.byteLength(body) <= MESSAGE_LIMIT_BYTES + FAILURE_BYTES;

/** SQS takes no empty attribute, and of characters only those of XML. */
const attributesOf = (fields: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      typeof value === 'string' && value ? [[name, cut(value, LONGEST_TEXT).replace(NOT_XML, '?')]] : [],
    ),
  );

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what SQS refuses.
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/gu;

const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length)}…` : text;

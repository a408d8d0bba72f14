import { type RecordedFailure, readRecordedFailure } from '../../../lib/dead-letter';
import { type Delivery, readDelivery } from '../../../lib/delivery';
import { type Failure, toFailure } from '../../../lib/failure';
import { isObject, parseJson } from '../../../lib/json';
import { fieldAt, numberAt, textAt } from '../fields';
import type { ReceivedMessage } from './traverse';

/** A dead letter, by what it holds. */
export type DeadLetter = { readonly received: ReceivedMessage; readonly summary: Summary } & (
  | { readonly kind: 'delivery'; readonly delivery: Delivery; readonly failure?: RecordedFailure }
  /** A message in a provider's dead-letter queue that is no delivery. */
  | { readonly kind: 'unreadable'; readonly failure: Failure }
  /** An event that a rule could not bring to its target. */
  | { readonly kind: 'rule'; readonly rule: string; readonly target: string; readonly detail: unknown }
  /** An event that a function accepted and failed on. */
  | {
      readonly kind: 'function';
      readonly functionArn: string;
      readonly payload: unknown;
      readonly detail: unknown;
    }
);
export type DeadDelivery = DeadLetter & { kind: 'delivery' };
export type DeadEvent = DeadLetter & { kind: 'rule' | 'function' };

/** One row of `ls --json`. What is unknown of a dead letter is null. */
export interface Summary {
  /** The event's id; where it is unknown SQS's message id, so every dead letter can be named. */
  readonly id: string;
  readonly provider: string | null;
  readonly account: string | null;
  /** The order's canonical id. Null where the payload does not hold it. */
  readonly orderKey: string | null;
  /** Where it failed. Null for what SQS itself moved, and for dead letters of subscribers. */
  readonly stage: string | null;
  /** Why. Null for what SQS itself moved: see `explain`. */
  readonly code: string | null;
  /** When the delivery was received: UTC, RFC 3339. Null where the message does not hold it. */
  readonly receivedAt: string | null;
  /** When it became a dead letter: UTC, RFC 3339. */
  readonly deadAt: string | null;
  /** How often it was tried before. Where SQS itself moved it, looks into the dead-letter queue count too. */
  readonly receives: number | null;
}

/** Reads a dead letter by what is in it, wherever it lies. Never throws. */
export function readDeadLetter(received: ReceivedMessage): DeadLetter {
  const body = parseJson(received.body);
  const { RULE_ARN: rule, TARGET_ARN: target } = received.attributes;
  if (rule && target) return readRuleRecord(received, body, rule, target);
  const functionArn = textAt(body, 'requestContext', 'functionArn');
  if (functionArn && isObject(body) && 'requestPayload' in body)
    return readFunctionRecord(received, body, functionArn);

  const failure = fieldAt(body, 'failure');
  const summary = summarizeDelivery(received, body, failure);
  try {
    const delivery = readDelivery(received.body);
    const recorded = readRecordedFailure(failure);
    return { kind: 'delivery', received, summary, delivery, ...(recorded && { failure: recorded }) };
  } catch (thrown) {
    return { kind: 'unreadable', received, summary, failure: toFailure(thrown, 'decode') };
  }
}

/** From `failure` in the body, else its copy in the attributes, else, where SQS itself moved it, what SQS knows. */
function summarizeDelivery(
  { key, queue, system, attributes }: ReceivedMessage,
  body: unknown,
  failure: unknown,
): Summary {
  const movedAt = attributes.movedAt ?? system.SentTimestamp;
  const looks = Number(attributes.receiveCount ?? system.ApproximateReceiveCount) - 1;
  return {
    id: textAt(body, 'id') ?? attributes.id ?? key,
    provider: textAt(body, 'provider') ?? attributes.provider ?? queue.source?.provider.name ?? null,
    account: textAt(body, 'account') ?? null,
    orderKey: textAt(body, 'orderKey') ?? attributes.orderKey ?? null,
    stage: textAt(failure, 'stage') ?? attributes.stage ?? null,
    code: textAt(failure, 'code') ?? attributes.code ?? null,
    receivedAt: timeAt(body, 'receivedAt'),
    deadAt: timeAt(failure, 'at') ?? toTime(movedAt),
    receives: numberAt(failure, 'receives') ?? (Number.isNaN(looks) ? null : looks),
  };
}

function readRuleRecord(received: ReceivedMessage, body: unknown, rule: string, target: string): DeadLetter {
  const detail = fieldAt(body, 'detail');
  const { ERROR_CODE, RETRY_ATTEMPTS } = received.attributes;
  const summary: Summary = {
    ...summarizeEvent(received, body),
    code: ERROR_CODE ?? null,
    deadAt: toTime(received.system.SentTimestamp),
    receives: RETRY_ATTEMPTS === undefined ? null : Number(RETRY_ATTEMPTS) + 1,
  };
  return { kind: 'rule', received, summary, rule, target, detail };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function readFunctionRecord(received: ReceivedMessage, body: unknown, functionArn: string): DeadLetter {
  const payload = fieldAt(body, 'requestPayload');
  const summary: Summary = {
    ...summarizeEvent(received, payload),
    code: textAt(body, 'responsePayload', 'errorType') ?? textAt(body, 'requestContext', 'condition') ?? null,
    deadAt: timeAt(body, 'timestamp') ?? toTime(received.system.SentTimestamp),
    receives: numberAt(body, 'requestContext', 'approximateInvokeCount') ?? null,
  };
  return { kind: 'function', received, summary, functionArn, payload, detail: fieldAt(payload, 'detail') };
}

/** What the event on the bus says of itself. */
function summarizeEvent(
  { key }: ReceivedMessage,
  envelope: unknown,
): Omit<Summary, 'code' | 'deadAt' | 'receives'> {
  const metadata = fieldAt(envelope, 'detail', 'metadata');
  return {
    id: textAt(metadata, 'id') ?? textAt(envelope, 'id') ?? key,
    provider: textAt(metadata, 'provider') ?? null,
    account: textAt(metadata, 'account') ?? null,
    orderKey: textAt(metadata, 'subject') ?? null,
    stage: null,
    receivedAt: timeAt(metadata, 'recordedtime'),
  };
}

/** A time as it is written there; null where it is none. */
function timeAt(value: unknown, key: string): string | null {
  const text = textAt(value, key);
  return text === undefined || Number.isNaN(Date.parse(text)) ? null : text;
}

/** Of milliseconds since 1970, as SQS writes them. */
function toTime(milliseconds: string | undefined): string | null {
  const time = new Date(Number(milliseconds || Number.NaN));
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

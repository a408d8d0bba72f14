import { type RecordedFailure, readRecordedFailure } from '../../../lib/dead-letter';
import { type Delivery, readDelivery } from '../../../lib/delivery';
import { type Failure, toFailure } from '../../../lib/failure';
import { isObject, parseJson } from '../../../lib/json';
import { fieldAt, numberAt, textAt } from './json';
import type { Received } from './received';
import type { Summary } from './summary';

/** A dead letter, by what it holds. */
export type Letter = { readonly received: Received; readonly summary: Summary } & (
  | { readonly kind: 'delivery'; readonly delivery: Delivery; readonly failure?: RecordedFailure }
  /** A provider's letter that is no delivery. */
  | { readonly kind: 'unreadable'; readonly failure: Failure }
  /** An event that a rule could not bring to its target. */
  | { readonly kind: 'rule'; readonly rule: string; readonly target: string; readonly detail: unknown }
  /** An event that a function took and did not manage. */
  | {
      readonly kind: 'function';
      readonly functionArn: string;
      readonly payload: unknown;
      readonly detail: unknown;
    }
);

/** Reads a letter by what is in it, wherever it lies. Never throws. */
export function readLetter(received: Received): Letter {
  const body = parseJson(received.body);
  const { RULE_ARN: rule, TARGET_ARN: target } = received.attributes;
  if (rule && target) return ruleLetter(received, body, rule, target);
  const functionArn = textAt(body, 'requestContext', 'functionArn');
  if (functionArn && isObject(body) && 'requestPayload' in body)
    return functionLetter(received, body, functionArn);

  const failure = fieldAt(body, 'failure');
  const summary = deliverySummary(received, body, failure);
  try {
    const delivery = readDelivery(received.body);
    const recorded = readRecordedFailure(failure);
    return { kind: 'delivery', received, summary, delivery, ...(recorded && { failure: recorded }) };
  } catch (thrown) {
    return { kind: 'unreadable', received, summary, failure: toFailure(thrown, 'decode') };
  }
}

/** `failure` in the body, its copy in the attributes, or, of what SQS itself moved, what SQS knows. */
function deliverySummary(
  { key, queue, system, attributes }: Received,
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
    receivedAt: textAt(body, 'receivedAt') ?? null,
    deadAt: textAt(failure, 'at') ?? toTime(movedAt),
    receives: numberAt(failure, 'receives') ?? (Number.isNaN(looks) ? null : looks),
  };
}

function ruleLetter(received: Received, body: unknown, rule: string, target: string): Letter {
  const detail = fieldAt(body, 'detail');
  const { ERROR_CODE, RETRY_ATTEMPTS } = received.attributes;
  const summary: Summary = {
    ...eventSummary(received, body),
    code: ERROR_CODE ?? null,
    deadAt: toTime(received.system.SentTimestamp),
    receives: RETRY_ATTEMPTS === undefined ? null : Number(RETRY_ATTEMPTS) + 1,
  };
  return { kind: 'rule', received, summary, rule, target, detail };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function functionLetter(received: Received, body: unknown, functionArn: string): Letter {
  const payload = fieldAt(body, 'requestPayload');
  const summary: Summary = {
    ...eventSummary(received, payload),
    code: textAt(body, 'responsePayload', 'errorType') ?? textAt(body, 'requestContext', 'condition') ?? null,
    deadAt: textAt(body, 'timestamp') ?? toTime(received.system.SentTimestamp),
    receives: numberAt(body, 'requestContext', 'approximateInvokeCount') ?? null,
  };
  return { kind: 'function', received, summary, functionArn, payload, detail: fieldAt(payload, 'detail') };
}

/** What the event on the bus says of itself. */
function eventSummary({ key }: Received, envelope: unknown): Omit<Summary, 'code' | 'deadAt' | 'receives'> {
  const metadata = fieldAt(envelope, 'detail', 'metadata');
  return {
    id: textAt(metadata, 'id') ?? textAt(envelope, 'id') ?? key,
    provider: textAt(metadata, 'provider') ?? null,
    account: textAt(metadata, 'account') ?? null,
    orderKey: textAt(metadata, 'subject') ?? null,
    stage: null,
    receivedAt: textAt(metadata, 'recordedtime') ?? null,
  };
}

const toTime = (milliseconds: string | undefined): string | null =>
  milliseconds && Number.isFinite(Number(milliseconds)) ? new Date(Number(milliseconds)).toISOString() : null;

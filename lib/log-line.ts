import * as v from 'valibot';
import { isObject, parseJson } from './json';

/**
 * What became of a delivery, as the log says it. `receive` writes the first three, `normalize` the others. An accepted
 * delivery ends in `published` or `dead-lettered`; `retried` and `not dead-lettered` say that it is tried again.
 */
export const LOG_OUTCOMES = [
  'accepted',
  'ignored',
  'refused',
  'published',
  'retried',
  'dead-lettered',
  'not dead-lettered',
] as const;
/** One of the {@link LOG_OUTCOMES}. */
export type LogOutcome = (typeof LOG_OUTCOMES)[number];

const text = v.optional(v.string());
const number = v.optional(v.number());

/**
 * A line of our functions' log that says what became of a delivery. The commands read it, also in logs that another
 * version wrote: fields may be missing, and others may stand beside these.
 */
export const LogLine = v.looseObject({
  /** UTC, RFC 3339. */
  timestamp: v.string(),
  level: v.string(),
  message: v.picklist(LOG_OUTCOMES),
  provider: v.string(),
  endpoint: text,
  account: text,
  /** The id of the HTTP request: on every line of a delivery, also of a refused one. */
  correlationId: text,
  /** The event's id; absent where the request was refused. */
  id: text,
  /** The W3C trace id, 32 hexadecimal digits. */
  traceId: text,
  /** `logHash` of the provider's own id of the order: what follows provider and account in the canonical id. */
  orderHash: text,
  /** `logHash` of the order's number; known once the delivery was read. */
  numberHash: text,
  /** `logHash` of the provider's own id of the event; known once the delivery was read. */
  eventHash: text,
  /** The provider's word for the event, as `receive` knows it. */
  event: text,
  /** The canonical type that was published. */
  type: text,
  /** Why: a failure's code, or the bus's own word of a retry. */
  code: text,
  stage: text,
  /** Places and types, never values. */
  issues: v.optional(v.array(v.string())),
  /** How often SQS has handed the message out, this time included. */
  receives: number,
  retryInSeconds: number,
  /** Milliseconds since it was received from the provider. */
  age: number,
  /** Position of the secret that matched. */
  key: number,
  layout: text,
  /** Of the request's body. */
  bytes: number,
  /** An operator sent it through again. */
  replay: v.optional(v.boolean()),
  /** Who did, as SQS knows the sender: of a role its id and the session's name. */
  replayedBy: text,
  /** When: UTC, RFC 3339. */
  replayedAt: text,
  /** This process took the same delivery less than five minutes before; SQS drops it. */
  repeat: v.optional(v.boolean()),
});
/** See the schema of the same name. */
export type LogLine = v.InferOutput<typeof LogLine>;

/** The line, if it says what became of a delivery; `undefined` for metrics, other lines, and what others wrote. */
export function readLogLine(line: string): LogLine | undefined {
  const parsed = parseJson(line);
  if (!isObject(parsed)) return undefined;
  const result = v.safeParse(LogLine, parsed);
  return result.success ? result.output : undefined;
}

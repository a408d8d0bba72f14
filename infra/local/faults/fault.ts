import * as v from 'valibot';

const service = v.picklist(['sqs', 'events', 'secretsmanager']);
const times = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)));
const when = v.optional(v.picklist(['before', 'after']));
const milliseconds = v.pipe(v.number(), v.minValue(0));

const call = {
  service,
  /** Of the service; every action where it is left out. */
  action: v.optional(v.string()),
  /** Only calls whose input, as JSON, holds this text. */
  match: v.optional(v.string()),
  /** How many calls it hits; all of them, until it is removed, where it is left out. */
  times,
};

/** Something that goes wrong on request. `when` says on which side of the work; `after` loses the answer. */
export const Fault = v.variant('kind', [
  /** The call takes longer. */
  v.strictObject({ kind: v.literal('delay'), ...call, milliseconds }),
  /** The call is refused as AWS refuses what comes too fast. */
  v.strictObject({ kind: v.literal('throttle'), ...call }),
  /** The call is answered with an error. */
  v.strictObject({
    kind: v.literal('fail'),
    ...call,
    when,
    code: v.optional(v.string()),
    message: v.optional(v.string()),
    status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599))),
  }),
  /** The call succeeds, but for some of its entries: those that hold `match`, or all. */
  v.strictObject({ kind: v.literal('fail-entries'), ...call, code: v.optional(v.string()) }),
  /** The connection ends without an answer. */
  v.strictObject({ kind: v.literal('drop'), ...call, when }),
  /** The answer is no JSON. */
  v.strictObject({ kind: v.literal('malformed'), ...call }),
  /** A function's threads that are busy end as in a crash: at a call, or some time into its next invocations. */
  v.strictObject({ kind: v.literal('kill'), ...call, when, function: v.string() }),
  v.strictObject({
    kind: v.literal('crash'),
    function: v.string(),
    milliseconds: v.optional(milliseconds),
    times,
  }),
  /** A batch reaches its function twice, or in another order; of every queue where none is named. */
  v.strictObject({ kind: v.literal('duplicate'), queue: v.optional(v.string()), times }),
  v.strictObject({ kind: v.literal('reorder'), queue: v.optional(v.string()), times }),
]);
export type Fault = v.InferOutput<typeof Fault>;
export type CallFault = Extract<Fault, { service: string }>;

/** @throws Error that names the field and what was expected of it */
export function parseFault(input: unknown): Fault {
  const result = v.safeParse(Fault, input);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new Error(`${v.getDotPath(issue) ?? 'fault'}: ${issue.message}`);
}

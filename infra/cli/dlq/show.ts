import { OrderEvent } from '../../../lib/order/order-event';
import { redact } from '../../../lib/schema/redact';
import { printAge, printValue } from '../print';
import type { Assessment } from './assess';
import type { DeadLetter } from './dead-letter';
import { showPayload } from './mask-payload';
import { describeReason } from './reason';
import type { Session } from './session';

/** Shows one dead letter: where it came from, why it is dead, what it holds. */
export async function show(
  session: Session,
  id: string,
  { reveal = false, json = false }: { reveal?: boolean; json?: boolean },
): Promise<number> {
  const { terminal, signal } = session;
  const described = [];
  for (const deadLetter of await session.find(id)) {
    described.push(describe(deadLetter, await session.assess(deadLetter), reveal));
    if (signal.aborted) return 0;
  }
  if (json) terminal.json(described);
  else for (const one of described) for (const line of print(one, session.now(), reveal)) terminal.out(line);
  return 0;
}

type Described = ReturnType<typeof describe>;

function describe(deadLetter: DeadLetter, assessment: Assessment, reveal: boolean) {
  const { summary, received } = deadLetter;
  const event = deadLetter.kind === 'delivery' && assessment.ok ? assessment.event : undefined;
  return {
    ...summary,
    queue: received.queue.name,
    messageId: received.key,
    ...(deadLetter.kind === 'delivery' && {
      endpoint: deadLetter.delivery.endpoint,
      event: deadLetter.delivery.event,
      correlationId: deadLetter.delivery.correlationId,
      encoding: deadLetter.delivery.encoding,
      replay: deadLetter.delivery.replay,
    }),
    why: describeReason(deadLetter, reveal),
    payload: showPayload(deadLetter, assessment, reveal),
    ...(event && { becomes: reveal ? event : redact(OrderEvent, event) }),
  };
}

function print(described: Described, now: number, reveal: boolean): string[] {
  const { id, why, payload, becomes, deadAt, ...rest } = described;
  const dead = deadAt === null ? null : `${deadAt} (${printAge(now - Date.parse(deadAt))} ago)`;
  return [
    `dead letter ${printValue(id)}`,
    ...Object.entries({ ...rest, deadAt: dead }).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [`  ${name.padEnd(13)}  ${printValue(value)}`],
    ),
    '',
    'why',
    ...why.map((line) => `  ${printValue(line)}`),
    '',
    reveal ? 'payload' : 'payload, without what may be personal (--reveal shows it)',
    ...indent(payload, reveal),
    ...(becomes === undefined ? [] : ['', 'today it becomes', ...indent(becomes, reveal)]),
    '',
  ];
}

/** Whoever asks for all of it gets long values whole. */
const indent = (value: unknown, whole: boolean): string[] =>
  (typeof value === 'string' ? value : JSON.stringify(value, null, 2))
    .split('\n')
    .map((line) => `  ${whole ? line : printValue(line)}`);

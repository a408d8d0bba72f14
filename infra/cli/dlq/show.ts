import { OrderEvent } from '../../../lib/order/order-event';
import { redact } from '../../../lib/schema/redact';
import { printAge } from './age';
import { type Found, findLetters } from './find';
import { oldReason } from './old-reason';
import { showPayload } from './payload';
import type { Session } from './session';

/** Shows one letter: where it came from, why it is dead, what it holds. */
export async function show(
  session: Session,
  id: string,
  { reveal = false, json = false }: { reveal?: boolean; json?: boolean },
): Promise<number> {
  const found = await findLetters(session, id);
  if (session.signal.aborted) return 0;
  const { out } = session.terminal;
  if (json)
    out(
      JSON.stringify(
        found.map((one) => describe(one, reveal)),
        null,
        2,
      ),
    );
  else for (const one of found) for (const line of print(one, session.now(), reveal)) out(line);
  return 0;
}

function describe(found: Found, reveal: boolean) {
  const { letter, verdict } = found;
  const { summary, received } = letter;
  const event = letter.kind === 'delivery' && verdict.ok ? verdict.event : undefined;
  return {
    ...summary,
    queue: received.queue.name,
    messageId: received.key,
    ...(letter.kind === 'delivery' && {
      endpoint: letter.delivery.endpoint,
      event: letter.delivery.event,
      correlationId: letter.delivery.correlationId,
      encoding: letter.delivery.encoding,
      replay: letter.delivery.replay,
    }),
    why: oldReason(letter, reveal),
    payload: showPayload(found, reveal),
    ...(event && { becomes: reveal ? event : redact(OrderEvent, event) }),
  };
}

function print(found: Found, now: number, reveal: boolean): string[] {
  const { id, why, payload, becomes, deadAt, ...rest } = describe(found, reveal);
  const dead = deadAt === null ? null : `${deadAt} (${printAge(now - Date.parse(deadAt))} ago)`;
  return [
    `letter ${id}`,
    ...Object.entries({ ...rest, deadAt: dead }).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [`  ${name.padEnd(13)}  ${value}`],
    ),
    '',
    'why',
    ...why.map((line) => `  ${line}`),
    '',
    reveal ? 'payload' : 'payload, without what may be personal (--reveal shows it)',
    ...indent(payload),
    ...(becomes === undefined ? [] : ['', 'today it becomes', ...indent(becomes)]),
    '',
  ];
}

const indent = (value: unknown): string[] =>
  (typeof value === 'string' ? value : JSON.stringify(value, null, 2)).split('\n').map((line) => `  ${line}`);

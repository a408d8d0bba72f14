import { OrderEvent } from '../../../lib/order/order-event';
import { redact } from '../../../lib/schema/redact';
import { UsageError } from '../exit';
import { printAge, printValue } from '../print';
import type { Assessment } from './assess';
import type { DeadLetter } from './dead-letter';
import { showPayload } from './mask-payload';
import { describeReason } from './reason';
import type { Session } from './session';

/** Lines of one page: about a screen and a half. */
const PAGE_LINES = 60;

/** Options of {@link show}. */
export interface ShowOptions {
  /** Shows personal data too. */
  readonly reveal?: boolean;
  /** For programs: all of it. */
  readonly json?: boolean;
  /** Which page, from 1. */
  readonly page?: number | 'all';
}

/** @throws UsageError for a page that is none */
export function readPage(text = '1'): number | 'all' {
  if (text === 'all') return text;
  if (!/^[1-9]\d{0,5}$/.test(text))
    throw new UsageError(`--page ${text}: expected a whole number from 1, or all`);
  return Number(text);
}

/** Shows one dead letter, a page at a time: where it came from, why it is dead, what it holds. */
export async function show(
  session: Session,
  id: string,
  { reveal = false, json = false, page = 1 }: ShowOptions,
): Promise<number> {
  const { terminal, signal } = session;
  const described = [];
  for (const deadLetter of await session.find(id)) {
    described.push(describe(deadLetter, await session.assess(deadLetter), reveal));
    if (signal.aborted) return 0;
  }
  if (json) terminal.json(described);
  else
    printPage(
      session,
      id,
      described.flatMap((one) => print(one, session.now(), reveal)),
      page,
    );
  return 0;
}

/** A payload can have thousands of lines: nobody's screen is flooded with them. */
function printPage({ terminal }: Session, id: string, lines: readonly string[], page: number | 'all'): void {
  const from = page === 'all' ? 0 : (page - 1) * PAGE_LINES;
  const to = page === 'all' ? lines.length : from + PAGE_LINES;
  for (const line of lines.slice(from, to)) terminal.out(line);
  const pages = Math.ceil(lines.length / PAGE_LINES);
  if (page === 'all' || pages === 1) return;
  const next = page < pages ? `: npm run dlq -- show ${id} --page ${page + 1}, or --page all` : '';
  terminal.err(`page ${page} of ${pages}${next}`);
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

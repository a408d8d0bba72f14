import { logGroupNameOf } from '../../../lib/names';
import { providers } from '../../../lib/providers';
import { realClock } from '../clock';
import type { Assessment } from '../dlq/assess';
import { createAssess } from '../dlq/assess';
import { createAssessDelivery } from '../dlq/assess-delivery';
import { createAssessEvent } from '../dlq/assess-event';
import type { DeadLetter } from '../dlq/dead-letter';
import type { Filter } from '../dlq/filter';
import { knownFrom, NOTHING, parsedPayload, payloadText } from '../dlq/mask-payload';
import { describeReason, placeOf, reasonOf } from '../dlq/reason';
import { replay } from '../dlq/replay';
import { openSession, type Session } from '../dlq/session';
import { UsageError } from '../exit';
import { textAt } from '../fields';
import { createFilteredLogs } from '../logs/filtered-logs';
import { findQueues } from '../queues';
import type { Terminal } from '../terminal';
import type { Account } from './account';
import { hideEvent, hidePayload, type Leaf, layOut, toDocument } from './document';
import type { DeadLetters, DeadRow, Explanation, Replay, Replayed } from './model';
import type { Asked, Route } from './route';

/** What the pages ask of dead letters: the dead-letter command's own work, one thing at a time. */
export function deadLetterRoutes(account: Account): Route[] {
  let last: Promise<unknown> = Promise.resolve();

  /** Two at once would hide dead letters from each other. */
  function inTurn<Answer>(asked: Asked, work: (session: Session, heard: Heard) => Promise<Answer>) {
    const turn = last.then(() => withSession(account, asked.signal, work));
    last = turn.catch(() => undefined);
    return turn;
  }

  const chosen = async (asked: Asked, options: { 'dry-run': boolean }): Promise<Replay> => {
    const ids = idsOf(asked.body);
    return inTurn(asked, async (session, heard) => {
      await replay(session, among(ids), { yes: true, json: true, ...options });
      return {
        rows: heard.rows().map(options['dry-run'] ? toPlanned : toReplayed),
        warnings: heard.warnings,
      };
    });
  };

  return [
    {
      method: 'GET',
      path: /^\/api\/dead-letters$/,
      handle: (asked) => inTurn(asked, list),
    },
    {
      method: 'GET',
      path: /^\/api\/dead-letters\/([^/]+)$/,
      handle: (asked) => inTurn(asked, (session) => explain(session, asked.words[0] ?? '')),
    },
    {
      method: 'GET',
      path: /^\/api\/dead-letters\/([^/]+)\/payload\/(\d{1,6})$/,
      handle: (asked) =>
        inTurn(asked, async (session) => {
          const [id = '', position] = asked.words;
          const { leaves } = await read(session, id);
          const text = leaves[Number(position)]?.revealed;
          return text === undefined ? undefined : { text };
        }),
    },
    {
      method: 'POST',
      path: /^\/api\/dead-letters\/plan$/,
      handle: (asked) => chosen(asked, { 'dry-run': true }),
    },
    {
      method: 'POST',
      path: /^\/api\/dead-letters\/replay$/,
      async handle(asked) {
        if (!account.canReplay)
          throw new UsageError('This console only looks. Open it with --write to replay.');
        if (account.confirm !== undefined && textAt(asked.body, 'confirm') !== account.confirm)
          throw new UsageError(`To replay, type the stack's name: ${account.confirm}`);
        return chosen(asked, { 'dry-run': false });
      },
    },
  ];
}

/** What a command said, in place of a terminal. */
interface Heard extends Terminal {
  readonly warnings: string[];
  /** What it wrote for programs. */
  rows(): readonly unknown[];
}

function createHeard(): Heard {
  const warnings: string[] = [];
  let written: unknown;
  return {
    warnings,
    rows: () => (Array.isArray(written) ? written : []),
    interactive: false,
    out() {},
    err(text, tone) {
      if (tone === 'warn') warnings.push(text);
    },
    progress() {},
    json(value) {
      written = value;
    },
    ask: async () => false,
  };
}

async function withSession<Answer>(
  { clients, place }: Account,
  signal: AbortSignal,
  work: (session: Session, heard: Heard) => Promise<Answer>,
): Promise<Answer> {
  const heard = createHeard();
  const warn = (text: string) => void heard.warnings.push(text);
  const queues = await findQueues({ clients, place, providers, warn });
  const assess = createAssess(
    createAssessDelivery({ clients, providers, pipeline: place.name, now: Date.now }),
    createAssessEvent(clients),
  );
  const logs = createFilteredLogs(clients.logs, place.label, [logGroupNameOf('normalize', place.name)]);
  const session = openSession({
    logs,
    ...{ clients, queues, assess, signal, label: place.label, clock: realClock },
    terminal: heard,
    waitSeconds: place.nearby ? 0 : 1,
  });
  try {
    return await work(session, heard);
  } finally {
    await session.close();
  }
}

const EVERY: Filter = { matches: () => true, checkWords() {} };

const among = (ids: ReadonlySet<string>): Filter => ({
  matches: ({ summary }) => ids.has(summary.id),
  checkWords() {},
});

function idsOf(body: unknown): ReadonlySet<string> {
  const ids = typeof body === 'object' && body !== null && 'ids' in body ? body.ids : undefined;
  if (!Array.isArray(ids) || ids.length === 0) throw new UsageError('No dead letter is chosen.');
  return new Set(ids.map(String));
}

async function list(session: Session, { warnings }: Heard): Promise<DeadLetters> {
  const rows: DeadRow[] = [];
  await session.survey(EVERY, (deadLetter) => {
    const { id, provider, orderKey: order, code, stage, deadAt } = deadLetter.summary;
    const { name: queue } = deadLetter.received.queue;
    rows.push({ id, queue, provider, order, code, stage, place: placeOf(deadLetter), deadAt });
  });
  return { rows, warnings };
}

async function explain(session: Session, id: string): Promise<Explanation> {
  const { deadLetter, assessment, leaves } = await read(session, id);
  const { summary, received } = deadLetter;
  const marks = assessment.ok
    ? []
    : assessment.issues.map(({ path, message }) => ({ path, tone: 'bad' as const, text: message }));
  return {
    id: summary.id,
    queue: received.queue.name,
    order: (assessment.ok ? assessment.event?.metadata.subject : undefined) ?? summary.orderKey,
    recorded: describeReason(deadLetter, false),
    today: assessment.ok
      ? { succeeds: true, text: assessment.becomes }
      : { succeeds: false, text: `${reasonOf(assessment)}: ${assessment.message}` },
    payload: toDocument(leaves, marks),
  };
}

async function read(session: Session, id: string) {
  const [deadLetter] = await session.find(id);
  if (!deadLetter) throw new Error('the dead letter could not be read to its end; ask again');
  const assessment = await session.assess(deadLetter);
  return { deadLetter, assessment, leaves: leavesOf(deadLetter, assessment) };
}

function leavesOf(deadLetter: DeadLetter, assessment: Assessment): Leaf[] {
  if (deadLetter.kind === 'rule' || deadLetter.kind === 'function') {
    const detail = parsedPayload(deadLetter, assessment);
    return layOut(JSON.stringify(detail ?? null), hideEvent(detail));
  }
  const event = assessment.ok ? assessment.event : undefined;
  return layOut(payloadText(deadLetter, assessment), hidePayload(event ? knownFrom(event) : NOTHING));
}

const toPlanned = (row: unknown): Replayed => ({
  id: textAt(row, 'id') ?? '?',
  order: textAt(row, 'orderKey') ?? null,
  was: reasonOf({ code: textAt(row, 'code') ?? null, stage: textAt(row, 'stage') ?? null }),
  now: textAt(row, 'now') ?? '?',
  ok: typeof row === 'object' && row !== null && 'ok' in row && row.ok === true,
});

const toReplayed = (row: unknown): Replayed => {
  const [result = 'kept', outcome, why] = ['result', 'outcome', 'why'].map((name) => textAt(row, name));
  const became = outcome === undefined ? result : `${result}, ${outcome}`;
  return { ...toPlanned(row), result: why === undefined ? became : `${became}: ${why}` };
};

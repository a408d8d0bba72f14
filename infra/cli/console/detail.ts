import { contentOf, readDelivery } from '../../../lib/delivery';
import { FAILURES, Failure } from '../../../lib/failure';
import { parseJson } from '../../../lib/json';
import { knownFrom, NOTHING } from '../dlq/mask-payload';
import { fieldAt, numberAt, textAt } from '../fields';
import { changesBetween } from './changes';
import { hideEvent, hidePayload, type Leaf, layOut, type Mark, toDocument } from './document';
import type { DeliveryDetail, DeliveryRow, Document } from './model';
import type { Known, Source } from './source';

/** One delivery with its payload, its event and what the order's previous event was, without what may be personal. */
export async function detailOf(source: Source, key: string): Promise<DeliveryDetail | undefined> {
  const known = await source.find(key);
  if (!known) return undefined;
  const { row, way, issues, gaps } = known;
  const notices = noticesIn(known.event);
  const marks: Mark[] = [
    ...issues.map(markOf),
    ...notices.map(({ code, path }): Mark => ({ path, tone: 'warn', text: code })),
  ];
  const before = await previousOf(source, row);
  return {
    row,
    ...(row.code !== undefined && { why: sentenceOf(row.code) }),
    way,
    payload: documentOf(payloadLeaves(known), marks),
    event: documentOf(eventLeaves(known), []),
    notices,
    issues,
    ...(before?.event !== undefined &&
      known.event !== undefined && {
        changes: {
          since: before.row.at,
          key: before.row.key,
          fields: changesBetween(before.event, known.event),
        },
      }),
    gaps,
  };
}

const sentenceOf = (code: string): string =>
  isFailure(code) ? FAILURES[code][2] : 'This version has no sentence for it.';

const isFailure = (code: string): code is keyof typeof FAILURES => Object.hasOwn(FAILURES, code);

/** What one hidden line hides. */
export async function revealedIn(
  source: Source,
  key: string,
  part: 'payload' | 'event',
  position: number,
): Promise<string | undefined> {
  const known = await source.find(key);
  if (!known) return undefined;
  const leaves = part === 'payload' ? payloadLeaves(known) : eventLeaves(known);
  return typeof leaves === 'string' ? undefined : leaves[position]?.revealed;
}

/** A delivery's payload as text. @throws Failure where it cannot be had, or was not verified */
export function payloadOf({ message }: Pick<Known, 'message'>): string {
  if (message === undefined) throw new Failure('NOT_A_DELIVERY');
  const content = contentOf(readDelivery(message));
  return typeof content === 'string' ? content : Buffer.from(content).toString('latin1');
}

/** The lines, or why there are none. */
function payloadLeaves(known: Known): Leaf[] | string {
  if (known.message === undefined)
    return WITHOUT_PAYLOAD[known.row.outcome] ?? 'This source does not hold the payload.';
  try {
    const event = known.event === undefined ? undefined : parseJson(known.event);
    return layOut(payloadOf(known), hidePayload(event === undefined ? NOTHING : knownFrom(event)));
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
}

const WITHOUT_PAYLOAD: Partial<Record<DeliveryRow['outcome'], string>> = {
  refused: 'What is refused is not read: nobody knows who wrote it.',
  ignored: 'What is ignored is acknowledged, and not kept.',
  repeat: 'SQS dropped it. Its payload is that of the first delivery with this id.',
};

function eventLeaves({ event, row }: Known): Leaf[] | string {
  if (event === undefined)
    return row.outcome === 'published' ? 'This source does not hold the event.' : 'There is no event of it.';
  return layOut(event, hideEvent(parseJson(event)));
}

const documentOf = (leaves: Leaf[] | string, marks: readonly Mark[]): Document =>
  typeof leaves === 'string' ? { lines: [], remark: leaves } : toDocument(leaves, marks);

/** `/path: what is wrong` */
function markOf(issue: string): Mark {
  const [, path = '', text = issue] = /^(\/\S*): (.*)$/s.exec(issue) ?? [];
  return { path, tone: 'bad', text };
}

function noticesIn(event: string | undefined): DeliveryDetail['notices'] {
  const notices = event === undefined ? [] : fieldAt(parseJson(event), 'data', 'notices');
  return (Array.isArray(notices) ? notices : []).map((notice) => {
    const count = numberAt(notice, 'count');
    return {
      code: textAt(notice, 'code') ?? '?',
      path: textAt(notice, 'path') ?? '',
      ...(count !== undefined && { count }),
    };
  });
}

async function previousOf(source: Source, row: DeliveryRow): Promise<Known | undefined> {
  if (row.order === undefined) return undefined;
  const earlier = (await source.rows()).filter(
    ({ order, at, key, outcome }) =>
      order === row.order && at < row.at && key !== row.key && outcome !== 'repeat',
  );
  for (const { key } of earlier.sort((a, b) => b.at - a.at)) {
    const known = await source.find(key);
    if (known?.event !== undefined) return known;
  }
  return undefined;
}

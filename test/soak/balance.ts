import type { Ledger, SentEvent } from './ledger';

/** Something that does not add up. */
export interface Difference {
  /** The event's id; where it has none, its number; or the queue's name. */
  readonly id: string;
  readonly what: string;
}

/**
 * Holds what went in against what came out: accepted = published + dead, over distinct ids, and nothing else;
 * each delivery with the fate that it had to have; each order's events in the order in which they were accepted.
 */
export function findDifferences(ledger: Ledger): Difference[] {
  return [
    ...ledger.sent.flatMap((sent, event) => judgeAnswer(sent, event)),
    ...judgeIds(ledger),
    ...judgeOrder(ledger),
    ...[...ledger.left].flatMap(([id, count]) => (count > 0 ? [{ id, what: `${count} messages left` }] : [])),
  ];
}

/** What came more than once. */
export const findRepeats = ({ published, dead }: Ledger): Difference[] =>
  [...published, ...dead].flatMap(([id, { times }]) =>
    times > 1 ? [{ id, what: `came ${times} times, though nothing failed` }] : [],
  );

function judgeAnswer({ fate, answer, ids }: SentEvent, event: number): Difference[] {
  const expected = fate === 'ignored' || fate === 'refused' ? fate : 'accepted';
  // While the secrets may not be asked again yet, a wrong signature hears 503 like everybody else.
  const right = answer === expected || (fate === 'refused' && answer === 'unanswered');
  const id = ids[0] ?? `event ${event}`;
  return [
    ...(right ? [] : [{ id, what: `${answer}, expected ${expected}` }]),
    ...(ids.length > 1 ? [{ id, what: `accepted under ${ids.length} ids` }] : []),
  ];
}

function judgeIds({ sent, published, received, dead }: Ledger): Difference[] {
  const accepted = new Map(sent.flatMap(({ ids }, event) => ids.map((id) => [id, event] as const)));
  const differences: Difference[] = [];
  const say = (id: string, what: string) => void differences.push({ id, what });

  for (const [id, event] of accepted) {
    const fate = sent[event]?.fate;
    const letter = dead.get(id);
    if (published.has(id) && letter) say(id, `published, and dead with ${letter.code}`);
    else if (published.has(id) && fate !== 'published') say(id, `published, expected ${fate}`);
    else if (letter && letter.code !== fate) say(id, `dead with ${letter.code}, expected ${fate}`);
    else if (!published.has(id) && !letter) say(id, 'lost: accepted, neither published nor dead');
  }
  for (const [id, { event }] of published) {
    if (!accepted.has(id)) say(id, 'published, never accepted');
    else if (accepted.get(id) !== event) say(id, `published with what event ${event} says`);
    if (!received.has(id)) say(id, 'published, never received');
  }
  for (const id of received.keys()) if (!published.has(id)) say(id, 'received, never published');
  for (const id of dead.keys()) if (!accepted.has(id)) say(id, 'dead, never accepted');
  return differences;
}

/** Only of what was sent one after the other: otherwise nobody knows which was accepted first. */
function judgeOrder({ sent, published }: Ledger): Difference[] {
  const orders = new Map<number, { turn: number; id: string; first: number }[]>();
  for (const { order, turn, ids } of sent) {
    const [id = ''] = ids;
    const first = published.get(id)?.first;
    if (turn === undefined || first === undefined) continue;
    const events = orders.get(order) ?? [];
    orders.set(order, events);
    events.push({ turn, id, first });
  }
  return [...orders.values()].flatMap((events) =>
    events
      .sort((a, b) => a.turn - b.turn)
      .filter(({ first }, i) => first < (events[i - 1]?.first ?? 0))
      .map(({ id }) => ({ id, what: 'published before an earlier event of its order' })),
  );
}

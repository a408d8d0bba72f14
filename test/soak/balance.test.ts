import { findDifferences, findRepeats } from './balance';
import { createLedger, type Ledger, type SentEvent } from './ledger';

/** Two published events and a dead letter of one order, one ignored and one refused: all in order. */
function balanced(): Ledger {
  const ledger = createLedger();
  const event = (fate: SentEvent['fate'], answer: SentEvent['answer'], ids: string[]): SentEvent => ({
    order: 0,
    fate,
    turn: ledger.sent.length,
    ids,
    answer,
  });
  ledger.sent.push(event('published', 'accepted', ['a']));
  ledger.sent.push(event('NOT_JSON', 'accepted', ['b']));
  ledger.sent.push(event('published', 'accepted', ['c']));
  ledger.sent.push(event('ignored', 'ignored', []));
  ledger.sent.push(event('refused', 'refused', []));
  ledger.published.set('a', { event: 0, first: 0, times: 1 });
  ledger.published.set('c', { event: 2, first: 1, times: 3 });
  ledger.received.set('a', 1).set('c', 4);
  ledger.dead.set('b', { code: 'NOT_JSON', times: 2 });
  ledger.left.set('order-events-a.fifo', 0);
  return ledger;
}

it('finds nothing where all is well, duplicates included', () => {
  expect(findDifferences(balanced())).toEqual([]);
});

it.each<[string, (ledger: Ledger) => void, string]>([
  [
    'a lost event',
    ({ published, received }) => void [published.delete('c'), received.delete('c')],
    'c: lost: accepted, neither published nor dead',
  ],
  ['a lost letter', ({ dead }) => void dead.delete('b'), 'b: lost: accepted, neither published nor dead'],
  [
    'an event that is dead as well',
    ({ dead }) => void dead.set('a', { code: 'INTERNAL', times: 1 }),
    'a: published, and dead with INTERNAL',
  ],
  [
    'a letter with another reason',
    ({ dead }) => void dead.set('b', { code: 'INTERNAL', times: 1 }),
    'b: dead with INTERNAL, expected NOT_JSON',
  ],
  [
    'an event on the bus that nobody accepted',
    ({ published, received }) =>
      void [published.set('x', { event: 4, first: 2, times: 1 }), received.set('x', 1)],
    'x: published, never accepted',
  ],
  [
    'a letter that nobody accepted',
    ({ dead }) => void dead.set('x', { code: 'NOT_JSON', times: 1 }),
    'x: dead, never accepted',
  ],
  [
    'an id with the content of another event',
    ({ published }) => void published.set('a', { event: 2, first: 0, times: 1 }),
    'a: published with what event 2 says',
  ],
  [
    'an event that reaches no subscriber',
    ({ received }) => void received.delete('a'),
    'a: published, never received',
  ],
  ['an event out of nowhere', ({ received }) => void received.set('x', 1), 'x: received, never published'],
  [
    'a repeat under another id',
    ({ sent, dead }) => void [sent[1]?.ids.push('z'), dead.set('z', { code: 'NOT_JSON', times: 1 })],
    'b: accepted under 2 ids',
  ],
  [
    'a forged delivery that was accepted',
    ({ sent }) => void Object.assign(sent[4] as SentEvent, { answer: 'accepted' }),
    'event 4: accepted, expected refused',
  ],
  [
    'a sender that never got its 200',
    ({ sent }) => void Object.assign(sent[3] as SentEvent, { answer: 'unanswered' }),
    'event 3: unanswered, expected ignored',
  ],
  [
    'an order published out of order',
    ({ published }) => void published.set('a', { event: 0, first: 2, times: 1 }),
    'c: published before an earlier event of its order',
  ],
  ['a queue with something in it', ({ left }) => void left.set('q', 2), 'q: 2 messages left'],
])('finds %s', (_, spoil, difference) => {
  const ledger = balanced();
  spoil(ledger);
  expect(findDifferences(ledger).map(({ id, what }) => `${id}: ${what}`)).toEqual([difference]);
});

it('asks for no order among events that were sent at once', () => {
  const ledger = balanced();
  ledger.sent.splice(0, 1, { ...(ledger.sent[0] as SentEvent), turn: undefined });
  ledger.published.set('a', { event: 0, first: 2, times: 1 });
  expect(findDifferences(ledger)).toEqual([]);
});

it('names what came more than once, for when nothing failed', () => {
  expect(findRepeats(balanced()).map(({ id, what }) => `${id}: ${what}`)).toEqual([
    'c: came 3 times, though nothing failed',
    'b: came 2 times, though nothing failed',
  ]);
});

import fc from 'fast-check';
import { type Contents, createContents } from '../sqs/contents';
import type { Message } from '../sqs/message';
import { VisibilityHeap } from '../sqs/visibility-heap';

/** A message as the laws know it: nothing but a list, searched from the start each time. */
interface Expected {
  readonly id: string;
  readonly group: string;
  visibleAt: number;
}

type Step =
  | { kind: 'send'; group: number; delay: number }
  | { kind: 'receive'; most: number; timeout: number }
  | { kind: 'delete'; pick: number }
  | { kind: 'change'; pick: number; timeout: number }
  | { kind: 'pass'; time: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('send'), group: fc.nat(2), delay: fc.constantFrom(0, 0, 3) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('receive'),
      most: fc.integer({ min: 1, max: 4 }),
      timeout: fc.nat(4),
    }),
  },
  fc.record({ kind: fc.constant('delete'), pick: fc.nat(9) }),
  fc.record({ kind: fc.constant('change'), pick: fc.nat(9), timeout: fc.nat(4) }),
  fc.record({ kind: fc.constant('pass'), time: fc.integer({ min: 1, max: 3 }) }),
) as fc.Arbitrary<Step>;

describe('the messages of a queue', () => {
  it.each([true, false])('are where a plain list says they are, whatever happens (FIFO: %s)', (fifo) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const contents = createContents(fifo);
        let expected: Expected[] = [];
        let now = 0;
        for (const [index, each] of steps.entries()) {
          if (each.kind === 'send') {
            const message = { id: `m${index}`, group: `g${each.group}`, visibleAt: now + each.delay };
            contents.add(arrival(message, now), now);
            expected.push(message);
          } else if (each.kind === 'receive') {
            receive(contents, expected, fifo, each.most, now, now + each.timeout);
          } else if (each.kind === 'pass') {
            now += each.time;
            contents.settle(now, Number.NEGATIVE_INFINITY);
          } else {
            const picked = expected[each.pick];
            const message = picked && contents.find(picked.id);
            if (!picked || !message) continue;
            if (each.kind === 'delete') {
              contents.remove(message);
              expected = expected.filter((other) => other !== picked);
            } else {
              contents.hide(message, now + each.timeout, now);
              picked.visibleAt = now + each.timeout;
            }
          }
          const visible = expected.filter(({ visibleAt }) => visibleAt <= now).length;
          const { inFlight, delayed, ...count } = contents.count();
          expect([count.visible, inFlight + delayed]).toEqual([visible, expected.length - visible]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are dropped once they are older than they may be, wherever they are', () => {
    const contents = createContents(false);
    for (const [id, sentAt] of [
      ['old', 1],
      ['older in flight', 1],
      ['young', 5],
    ] as const) {
      contents.add({ ...arrival({ id, group: 'g', visibleAt: 0 }, sentAt) }, 0);
    }
    const inFlight = contents.find('older in flight');
    if (inFlight) contents.hide(inFlight, 100, 6);
    contents.settle(6, 5);
    expect([...contents.candidates()].map(({ id }) => id)).toEqual(['young']);
    expect(contents.count()).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
  });
});

describe('the heap of hidden messages', () => {
  it('gives the soonest first, in order of arrival when equal, though others leave from within', () => {
    const entries = fc.array(fc.tuple(fc.nat(40), fc.boolean()), {
      minLength: 5,
      maxLength: 60,
      size: 'max',
    });
    fc.assert(
      fc.property(entries, (drawn) => {
        const heap = new VisibilityHeap<{ visibleAt: number; arrival: number; heapIndex: number }>();
        const all = drawn.map(([visibleAt], arrival) => ({ visibleAt, arrival, heapIndex: -1 }));
        for (const entry of all) heap.add(entry);
        const leaving = all.filter((_, index) => drawn[index]?.[1]);
        for (const entry of leaving) heap.remove(entry);
        const order: unknown[] = [];
        for (let first = heap.first; first; first = heap.first) {
          order.push(first);
          heap.remove(first);
        }
        const staying = all.filter((entry) => !leaving.includes(entry));
        expect(order).toEqual(staying.sort((a, b) => a.visibleAt - b.visibleAt || a.arrival - b.arrival));
        expect(heap.size).toBe(0);
      }),
    );
  });
});

/** Receives from both, and compares: which messages may come, and on a FIFO queue how many and in what order. */
function receive(
  contents: Contents,
  expected: Expected[],
  fifo: boolean,
  most: number,
  now: number,
  visibleAt: number,
): void {
  const taken: Message[] = [];
  for (const message of contents.candidates()) if (taken.push(message) === most) break;
  const possible = expected.filter((each) => mayBeReceived(each, expected, fifo, now));
  expect(taken).toHaveLength(Math.min(most, possible.length));
  for (const group of new Set(taken.map(({ content }) => content.groupId))) {
    const ids = taken.filter(({ content }) => content.groupId === group).map(({ id }) => id);
    const candidates = possible.filter((each) => each.group === group).map(({ id }) => id);
    if (fifo) expect(ids).toEqual(candidates.slice(0, ids.length));
    else expect(candidates).toEqual(expect.arrayContaining(ids));
  }
  for (const message of taken) {
    contents.hide(message, visibleAt, now);
    const same = expected.find(({ id }) => id === message.id);
    if (same) same.visibleAt = visibleAt;
  }
}

function mayBeReceived(message: Expected, all: Expected[], fifo: boolean, now: number): boolean {
  if (!fifo) return message.visibleAt <= now;
  const before = all.slice(0, all.indexOf(message) + 1).filter(({ group }) => group === message.group);
  return before.every(({ visibleAt }) => visibleAt <= now);
}

function arrival({ id, group, visibleAt }: Expected, sentAt: number) {
  return {
    id,
    content: {
      body: id,
      md5OfBody: '',
      attributes: new Map(),
      md5OfAttributes: undefined,
      groupId: group,
      deduplicationId: id,
      traceHeader: undefined,
    },
    sentAt,
    deadLetterSourceArn: undefined,
    receives: 0,
    firstReceivedAt: undefined,
    visibleAt,
  };
}

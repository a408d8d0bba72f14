import fc from 'fast-check';
import { providers } from '../../../lib/providers';
import {
  isNewer,
  type OrderEvent,
  parseOrderEvent,
  safeParseOrderEvent,
  type UnknownWord,
} from '../../../lib/subscriber';
import { fixturesOf } from '../../contract/fixtures';
import { isOrder } from '../../contract/outcome';
import { exampleEvent } from '../../support/example-event';
import { leavesOf } from '../../support/leaves';

const event: OrderEvent = exampleEvent();

describe('an event from the bus', () => {
  it('is what it was', () => expect(parseOrderEvent(event)).toBe(event));

  it('may have fields, words and notices that are new', () => {
    const later = {
      ...event,
      extra: 1,
      metadata: { ...event.metadata, dataschema: 'urn:order-events:order-event:1.7', shard: 'b' },
      data: {
        ...event.data,
        order: { ...event.data.order, loyalty: { points: 5 }, status: { order: { value: 'returned' } } },
        notices: [{ code: 'SOMETHING_NEW', path: '/x', message: 'is new' }],
        unmapped: { '/x': null },
      },
    };
    expect(parseOrderEvent(later)).toBe(later);
  });

  it('tells the words that are new to whoever asks', () => {
    const words: UnknownWord[] = [];
    const later = {
      ...event,
      data: { ...event.data, notices: [{ code: 'SOMETHING_NEW', path: '', message: 'is new' }] },
    };
    expect(parseOrderEvent(later, { unknownWord: (unknown) => words.push(unknown) })).toBe(later);
    expect(words).toEqual([{ path: '/data/notices/0/code', word: 'SOMETHING_NEW' }]);
  });

  it('of another version is told apart from what is no event', () => {
    const later = { ...event, metadata: { ...event.metadata, type: 'order.updated.v2' } };
    const { error } = safeParseOrderEvent(later);
    expect(error).toMatchObject({ code: 'UNKNOWN_TYPE', issue: { path: '/metadata/type' } });
    expect(error?.message).toMatch(/^Not a type of event that this version reads: .*order\.updated\.v1/);
    expect(safeParseOrderEvent({}).error).toMatchObject({ code: 'NOT_AN_ORDER_EVENT' });
  });

  it('of every fixture is read, and has no word that is new', () => {
    for (const expected of expectedEvents()) {
      const unknownWord = (unknown: UnknownWord) => {
        throw new Error(`${unknown.word} at ${unknown.path}`);
      };
      expect(parseOrderEvent(expected, { unknownWord })).toBe(expected);
    }
  });

  it('is refused where a number or a flag is of another type', () => {
    let spoilt = 0;
    const passed: string[] = [];
    for (const expected of expectedEvents())
      for (const { pointer } of leavesOf(expected).filter(
        ({ pointer, value }) => typeof value !== 'string' && !FREE.test(pointer),
      )) {
        spoilt++;
        const { error } = safeParseOrderEvent(withObjectAt(pointer, expected));
        if (!error || !pointer.startsWith(error.issue.path)) passed.push(pointer);
      }
    expect(passed).toEqual([]);
    expect(spoilt).toBeGreaterThan(100);
  });

  it.each<[string, unknown]>([
    ['/', null],
    ['/', 'text'],
    ['/metadata', {}],
    ['/metadata/sequence', { ...event, metadata: { ...event.metadata, sequence: '17' } }],
    ['/metadata/id', { ...event, metadata: { ...event.metadata, id: 'canary' } }],
    ['/metadata/test', { ...event, metadata: { ...event.metadata, test: undefined } }],
    ['/data/order/currency', { ...event, data: { ...event.data, order: { id: 'a', minorUnit: 2 } } }],
    [
      '/data/order/minorUnit',
      { ...event, data: { ...event.data, order: { ...event.data.order, minorUnit: 0.5 } } },
    ],
    ['/data/notices', { ...event, data: { order: event.data.order, unmapped: {} } }],
  ])('is refused for what is wrong at %s', (path, detail) => {
    const parse = () => parseOrderEvent(detail);
    expect(parse).toThrow(TypeError);
    expect(parse).toThrow(`Not an order event: ${path} `);
    expect(parse).not.toThrow('canary');
  });
});

describe('the newest state', () => {
  it.each([
    ['by sequence', { sequence: '0000000000000002' }, { sequence: '0000000000000010' }],
    [
      'then by when it was received',
      { recordedtime: '2026-11-22T10:00:00Z' },
      { recordedtime: '2026-11-22T10:00:00.001Z' },
    ],
    ['then by id', { id: '1a' }, { id: '2' }],
    [
      'by sequence even if it was received earlier',
      { sequence: '0000000000000001', recordedtime: '2026-11-22T11:00:00.000Z' },
      { sequence: '0000000000000002', recordedtime: '2026-11-22T10:00:00.000Z' },
    ],
    [
      'by arrival where the sequences come from two clocks',
      { sequence: '9999999999999999', ordering: 'provider', recordedtime: '2026-11-22T10:00:00.000Z' },
      { sequence: '0000000000000001', ordering: 'received', recordedtime: '2026-11-22T11:00:00.000Z' },
    ],
  ] as const)('is told %s', (_, older, newer) => {
    expect(isNewer(stateOf(newer), stateOf(older))).toBe(true);
    expect(isNewer(stateOf(older), stateOf(newer))).toBe(false);
  });

  it('is not newer than itself', () => expect(isNewer(event, event)).toBe(false));

  it('is the same in whatever order states arrive, and however often', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(states(), { minLength: 1, selector: ({ metadata }) => metadata.id }).chain((once) =>
          fc.tuple(
            fc.constant(once),
            fc
              .array(fc.constantFrom(...once))
              .chain((again) =>
                fc.shuffledSubarray([...once, ...again], { minLength: once.length + again.length }),
              ),
          ),
        ),
        ([once, arrived]) => expect(newestOf(arrived)).toEqual(newestOf(once)),
      ),
    ));

  it('is one: of any two different states exactly one is newer, and newer than what is older than the other', () =>
    fc.assert(
      fc.property(states(), states(), states(), (a, b, c) => {
        fc.pre(new Set([a, b, c].map(({ metadata }) => metadata.id)).size === 3);
        expect(isNewer(a, b)).toBe(!isNewer(b, a));
        if (isNewer(a, b) && isNewer(b, c)) expect(isNewer(a, c)).toBe(true);
      }),
    ));
});

/** Places that hold any JSON, or a text in the place of a number. */
const FREE = /^\/data\/(?:unmapped|extensions|.*\/(?:metadata|reporting))\//;

const expectedEvents = (): OrderEvent[] =>
  providers.flatMap(({ name }) =>
    fixturesOf(name).flatMap(({ expected }) => (isOrder(expected) ? [expected] : [])),
  );

/** A copy with an object in the place of one leaf. */
function withObjectAt(pointer: string, event: OrderEvent): unknown {
  const steps = pointer.slice(1).split('/');
  const last = steps.pop() ?? '';
  const copy: Record<string, unknown> = structuredClone({ ...event });
  const holder = steps.reduce((at, step) => at[step] as Record<string, unknown>, copy);
  holder[last] = {};
  return copy;
}

type State = Parameters<typeof isNewer>[0];

function stateOf(metadata: Partial<State['metadata']>): State {
  return { metadata: { ...event.metadata, ...metadata } };
}

/** Few different values, so that ties are frequent. */
function states(): fc.Arbitrary<State> {
  return fc.record({
    metadata: fc.record({
      sequence: fc.constantFrom('0000000000000001', '0000000000000002', '0000000000000010'),
      recordedtime: fc.constantFrom('2026-11-22T10:00:00Z', '2026-11-22T10:00:00.5Z', '2026-11-22T10:00:01Z'),
      ordering: fc.constant('provider' as const),
      id: fc.stringMatching(/^[0-9a-f]{2}$/),
    }),
  });
}

/** As a subscriber keeps it. */
function newestOf(arrived: readonly State[]): State | undefined {
  return arrived.reduce<State | undefined>(
    (newest, state) => (!newest || isNewer(state, newest) ? state : newest),
    undefined,
  );
}

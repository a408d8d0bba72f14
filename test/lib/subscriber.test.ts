import { join } from 'node:path';
import { build } from 'esbuild';
import fc from 'fast-check';
import { isNewer, type OrderEvent, parseOrderEvent } from '../../lib/subscriber';
import { exampleEvent } from '../support/example-event';

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

it('runs wherever JavaScript does: it needs nothing of Node.js', async () => {
  const { metafile } = await build({
    entryPoints: [join(__dirname, '../../lib/subscriber/index.ts')],
    bundle: true,
    platform: 'neutral',
    mainFields: ['module', 'main'],
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const imported = Object.values(metafile.inputs).flatMap(({ imports }) => imports);
  expect(imported.filter(({ external }) => external)).toEqual([]);
  expect(
    Object.keys(metafile.inputs).filter((input) => /node_modules/.test(input) && !/valibot/.test(input)),
  ).toEqual([]);
});

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

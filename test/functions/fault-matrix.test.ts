import { providers } from '../../lib/providers';
import { statesOfOneOrder } from '../support/same-order';
import { FAULTS, type Fault, type FaultKind } from '../support/stub-aws';
import { type Pipeline, startPipeline } from '../support/stub-pipeline';

/**
 * What the sender sees and where the order is, for each call to AWS on the path × each fault × each provider.
 * The calls that Lambda's event source makes for us, receive and delete, have their cells with the local stack.
 */
type Call = 'secrets' | 'send' | 'put' | 'dead-letter' | 'change visibility';

/** While every such call has the fault: after one attempt of the sender and one batch. */
interface Cell {
  readonly sender: 200 | 503;
  /** Where the order is; `none` where only the sender has it. */
  readonly at: readonly ('none' | 'queue' | 'bus' | 'dead')[];
  /** Seconds until the queue gives it out again. */
  readonly backIn?: number;
}

/** The fault comes before the work, or the work is done and nobody hears of it. */
const row = (before: Cell, after: Cell): Record<FaultKind, Cell> => ({
  throttled: before,
  failing: before,
  refused: before,
  'lost before': before,
  slow: after,
  'lost after': after,
  'cut short': after,
  malformed: after,
});

const MATRIX: Record<Call, Record<FaultKind, Cell>> = {
  secrets: row({ sender: 503, at: ['none'] }, { sender: 503, at: ['none'] }),
  // What was stored unheard is published, and the sender's repeat falls to deduplication.
  send: row({ sender: 503, at: ['none'] }, { sender: 503, at: ['bus'] }),
  put: row({ sender: 200, at: ['queue'], backIn: 1 }, { sender: 200, at: ['queue', 'bus'], backIn: 1 }),
  'dead-letter': row(
    { sender: 200, at: ['queue'], backIn: 1 },
    { sender: 200, at: ['queue', 'dead'], backIn: 1 },
  ),
  // The bus is down as well, or nothing would have to become visible again.
  'change visibility': row(
    { sender: 200, at: ['queue'], backIn: 180 },
    { sender: 200, at: ['queue'], backIn: 1 },
  ),
};

const CALLS = Object.keys(MATRIX) as Call[];
const cells = CALLS.flatMap((call) => FAULTS.map((fault) => [call, fault, MATRIX[call][fault]] as const));

/** Which calls of ours that is on the wire. */
const onTheWire = (call: Call, { source, dead }: Pipeline): Pick<Fault, 'action' | 'match'> =>
  ({
    secrets: { action: 'GetSecretValue' },
    send: { action: 'SendMessage', match: `/${source.name}"` },
    put: { action: 'PutEvents' },
    'dead-letter': { action: 'SendMessage', match: `/${dead.name}"` },
    'change visibility': { action: 'ChangeMessageVisibilityBatch' },
  })[call] as Pick<Fault, 'action' | 'match'>;

jest.setTimeout(30_000);

const UNREADABLE = '{"this is": "cut o';

describe.each(providers)('$name', (provider) => {
  it.concurrent.each(cells)('%s, %s throughout: %j', async (call, fault, cell) => {
    const pipeline = await startPipeline(provider);
    const { aws, clock } = pipeline;
    try {
      aws.inject({ ...onTheWire(call, pipeline), kind: fault });
      if (call === 'change visibility') aws.inject({ action: 'PutEvents', kind: 'throttled' });
      const [first = '', second = ''] = statesOfOneOrder(provider, 2);
      const request = pipeline.sign(call === 'dead-letter' ? UNREADABLE : first);

      const { status } = await pipeline.post(request);
      await pipeline.runBatch();
      expect(status).toBe(cell.sender);
      expect(places(pipeline)).toEqual(cell.at);
      if (cell.backIn !== undefined)
        expect(pipeline.source.nextVisibleAt()).toBe(clock.now + cell.backIn * 1000);

      aws.heal();
      // Whoever saw no 200 sends again; then comes the order's next state.
      clock.now += 30_000;
      const accepted = [await repeat(pipeline, request), await repeat(pipeline, pipeline.sign(second))];
      await pipeline.drain();
      assertKept(pipeline, accepted);
      expect(places(pipeline)).toEqual(call === 'dead-letter' ? ['bus', 'dead'] : ['bus']);
    } finally {
      await pipeline.close();
    }
  });

  it.concurrent.each(cells)('%s, %s once, among other orders', async (call, fault) => {
    const pipeline = await startPipeline(provider);
    try {
      // One call of the SDK; where it tries again by itself, nobody else has to.
      pipeline.aws.inject({ ...onTheWire(call, pipeline), kind: fault, times: 1 });
      if (call === 'change visibility')
        pipeline.aws.inject({ action: 'PutEvents', kind: 'throttled', times: 2 });
      const [a1 = '', a2 = '', a3 = ''] = statesOfOneOrder(provider, 3);
      const [b1 = '', b2 = ''] = statesOfOneOrder(provider, 2);
      const payloads = [a1, b1, a2, UNREADABLE, b2, a3];

      const accepted: string[] = [];
      let refusals = 0;
      for (const request of payloads.map(pipeline.sign)) {
        const { status, id } = await pipeline.post(request);
        if (status === 200 && id) accepted.push(id);
        else {
          expect(status).toBe(503);
          refusals++;
          accepted.push(await repeat(pipeline, request));
        }
      }
      await pipeline.drain();

      // An answer that is no answer is not tried again by the SDK: the call may have done its work.
      expect(refusals).toBe(fault === 'malformed' && (call === 'secrets' || call === 'send') ? 1 : 0);
      assertKept(pipeline, accepted);
      expect(new Set(pipeline.published()).size).toBe(5);
      expect(new Set(pipeline.deadLettered()).size).toBe(1);
    } finally {
      await pipeline.close();
    }
  });
});

/** Sends it as often as the sender would have to; the id that it was accepted under. */
async function repeat({ post, clock }: Pipeline, request: Parameters<Pipeline['post']>[0]): Promise<string> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const { status, id } = await post(request);
    if (status === 200 && id) return id;
    clock.now += 30_000;
  }
  throw new Error('never accepted');
}

function places({ waiting, published, deadLettered }: Pipeline): Cell['at'] {
  const places = [
    waiting().length > 0 && 'queue',
    published().length > 0 && 'bus',
    deadLettered().length > 0 && 'dead',
  ].filter((place) => place !== false);
  return places.length > 0 ? (places as Cell['at']) : ['none'];
}

/** The three promises, whatever happened on the way. */
function assertKept(
  { aws, waiting, queued, published, deadLettered }: Pipeline,
  accepted: readonly string[],
): void {
  // Nothing that was accepted is lost, and nothing else came in.
  expect(waiting()).toEqual([]);
  expect(new Set([...published(), ...deadLettered()])).toEqual(new Set(accepted));
  // A repeat is the same event, to the byte; a repeated dead letter is one.
  expect(new Set(aws.bus.map(({ Detail }) => Detail)).size).toBe(new Set(published()).size);
  expect(deadLettered()).toEqual([...new Set(deadLettered())]);
  // No state of an order is published after a later one.
  for (const events of Object.values(byOrder(aws.bus)))
    expect(events).toEqual([...events].sort((a, b) => queued().indexOf(a) - queued().indexOf(b)));
}

function byOrder(bus: Pipeline['aws']['bus']): Record<string, string[]> {
  const orders: Record<string, string[]> = {};
  for (const { Detail } of bus) {
    const { subject, id } = JSON.parse(Detail).metadata;
    orders[subject] = [...(orders[subject] ?? []), id];
  }
  return orders;
}

import { setTimeout as after } from 'node:timers/promises';
import { createRandom } from '../../lib/random';
import { createFaultSchedule, type FaultSchedule } from './fault-schedule';
import { createLedger, type Ledger, type SentEvent } from './ledger';
import { countLeft, listen, notePublished, readLetters } from './observation';
import { makeReport, type SoakReport } from './report';
import { type Answer, createSender, type Sender } from './sender';
import { type Planned, type PlannedOrder, planTraffic } from './traffic';
import { startWorld, type World } from './world';

export interface SoakOptions {
  /** How many are sent at least: the last order is sent whole. */
  readonly deliveries: number;
  /** Decides what is sent and which faults come when. What hits whom is a matter of timing. */
  readonly seed: number;
  /**
   * Each order has so many lines, and every line fields that nobody knows. Nothing fails then, so that an event that is
   * published twice was cut off by a time-out: that counts as a difference.
   */
  readonly driftingLines?: number | undefined;
  /** Told now and then how many deliveries were answered. */
  readonly onProgress?: (deliveries: number) => void;
}

/** Orders under way at the same time. */
const ORDERS_AT_ONCE = 24;
const PROGRESS = 1_000;

/** Sends mixed deliveries through the stack under faults, lets it settle, and draws the balance. */
export async function runSoak({
  deliveries,
  seed,
  driftingLines,
  onProgress,
}: SoakOptions): Promise<SoakReport> {
  const calm = driftingLines !== undefined;
  const ledger = createLedger();
  const functions = new Set<string>();
  const world = await startWorld((entry) => {
    if (entry.kind === 'lambda.invoke') functions.add(entry.where);
    if (entry.kind === 'events.PutEvents') notePublished(ledger, entry);
  });
  const sender = createSender(world.stack.url);
  try {
    const schedule = createFaultSchedule({
      random: createRandom(seed + 1),
      faults: world.stack.faults,
      functionNamed: (part) => [...functions].find((name) => name.includes(part)) ?? part,
      queues: 'order-events-',
      advance: world.stack.advance,
    });
    const began = performance.now();
    const subscriber = listen(world, ledger);
    const traffic = planTraffic(createRandom(seed), deliveries, driftingLines);
    const counts = await sendAll({ ledger, sender, schedule, calm, onProgress }, traffic);
    schedule.clear();
    await settle(world, calm);
    const seconds = (performance.now() - began) / 1000;
    await subscriber.stop();
    await readLetters(world, ledger);
    await countLeft(world, ledger);
    return makeReport(ledger, { seed, seconds, ...counts, sender, schedule, calm });
  } finally {
    sender.close();
    await world.close();
  }
}

interface Sending {
  readonly ledger: Ledger;
  readonly sender: Sender;
  readonly schedule: FaultSchedule;
  readonly calm: boolean;
  readonly onProgress: SoakOptions['onProgress'];
}

/** Several orders at the same time; the schedule changes with the deliveries, so that no pace escapes it. */
async function sendAll(
  { ledger, sender, schedule, calm, onProgress }: Sending,
  traffic: Iterator<PlannedOrder>,
): Promise<{ orders: number; deliveries: number }> {
  let orders = 0;
  let deliveries = 0;

  async function sendOne(planned: Planned): Promise<void> {
    if (!calm) await schedule.change();
    const answer = await sender.send(planned);
    noteAnswer(ledger.sent[planned.event] as SentEvent, answer);
    if (++deliveries % PROGRESS === 0) onProgress?.(deliveries);
  }

  async function sendOrders(): Promise<void> {
    for (let next = traffic.next(); !next.done; next = traffic.next()) {
      const { order, inTurn, deliveries: planned } = next.value;
      orders++;
      for (const [turn, { event, fate }] of planned.entries())
        ledger.sent[event] ??= {
          order,
          fate,
          turn: inTurn ? turn : undefined,
          ids: [],
          answer: 'unanswered',
        };
      if (inTurn) for (const one of planned) await sendOne(one);
      else await Promise.all(planned.map(sendOne));
    }
  }

  await Promise.all(Array.from({ length: ORDERS_AT_ONCE }, sendOrders));
  return { orders, deliveries };
}

function noteAnswer(sent: SentEvent, { status, body }: Answer): void {
  if (body.id !== undefined && !sent.ids.includes(body.id)) sent.ids.push(body.id);
  if (status === 401) sent.answer = 'refused';
  else if (status !== 200) sent.answer = 'unanswered';
  else sent.answer = body.status === 'accepted' ? 'accepted' : 'ignored';
}

/** Past every backoff, and past the visibility time-out of what a killed function held. */
const PAST_TIMEOUT_MS = 181_000;
const ROUND_MS = 250;
const MOST_ROUNDS = 400;

/** Waits until the queues of deliveries are empty; where something failed, it moves the clock meanwhile. */
async function settle({ stack, queues, depth }: World, calm: boolean): Promise<void> {
  const lines = queues.filter(({ dead }) => !dead);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const depths = await Promise.all(lines.map(({ url }) => depth(url)));
    if (depths.every((one) => one === 0)) return;
    await after(ROUND_MS);
    // Not at every round: what is being worked on would be given out again and again.
    if (!calm && round % 8 === 7) await stack.advance(PAST_TIMEOUT_MS);
  }
}

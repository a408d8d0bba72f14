import type { SQSRecord } from 'aws-lambda';
import { deadLetterQueueNameOf, queueNameOf } from '../../lib/names';
import { providers } from '../../lib/providers';
import { createRandom, type Random } from '../../lib/random';
import { type Planned, planTraffic } from '../soak/traffic';
import { httpEvent } from '../support/lambda-events';
import type { Process } from './calls';
import { createHistory, type History, Violation } from './history';
import type { Plant } from './plant';
import { eventNumberOf, NORMALIZE_MS, openWorld, RECEIVE_MS, type World } from './world';

/** One run: the same seed and steps make the same run, to the byte. */
export interface RunOptions {
  readonly seed: number;
  /** Which steps are taken: the number of a step decides what happens in it. @default the first {@link STEPS} */
  readonly steps?: readonly number[];
  /** @default {@link DELIVERIES} */
  readonly deliveries?: number;
  readonly plant?: Plant;
}

export interface Run {
  /** What happened, in lines. */
  readonly trace: readonly string[];
  /** What must not be; absent where all is well. */
  readonly violation?: string;
}

/** How long a schedule is before everything is healed. */
export const STEPS = 50;
/** As many as make a few orders; the traffic is the soak's. */
export const DELIVERIES = 5;
/** A refused sender asks once more. */
const TRIES_IF_REFUSED = 2;
/** So many rounds without faults, and it has to have come to rest. */
const MOST_ROUNDS = 2_000;

/** Runs the pipeline under one schedule, then without faults until it rests, and holds it to what must be. */
export async function runSimulation({
  seed,
  steps = firstSteps(STEPS),
  deliveries = DELIVERIES,
  plant,
}: RunOptions): Promise<Run> {
  const trace: string[] = [];
  try {
    const simulation = await openSimulation({ seed, deliveries, plant }, (text) => void trace.push(text));
    for (const step of steps) {
      await simulation.step(createRandom(seed * 100_003 + step));
      simulation.history.check();
    }
    await simulation.heal();
    await simulation.checkEnd();
    return { trace };
  } catch (thrown) {
    if (!(thrown instanceof Violation)) throw thrown;
    return { trace, violation: thrown.message };
  }
}

export const firstSteps = (count: number): number[] => Array.from({ length: count }, (_, step) => step);

/** One delivery, from its sender's view. */
interface Sending {
  readonly planned: Planned;
  readonly order: number;
  tries: number;
  inFlight: boolean;
  done: boolean;
  status: number;
}

interface Simulation {
  readonly history: History;
  step(random: Random): Promise<void>;
  heal(): Promise<void>;
  checkEnd(): Promise<void>;
}

async function openSimulation(
  {
    seed,
    deliveries,
    plant,
  }: Required<Pick<RunOptions, 'seed' | 'deliveries'>> & { readonly plant: Plant | undefined },
  say: (text: string) => void,
): Promise<Simulation> {
  const world = await openWorld(plant);
  const { aws, calls } = world;
  const { clock } = aws;
  const orders = [...planTraffic(createRandom(seed), deliveries, undefined, clock.now)].map(
    ({ order, inTurn, deliveries }) => ({
      inTurn,
      sendings: deliveries.map(
        (planned): Sending => ({ planned, order, tries: 0, inFlight: false, done: false, status: 0 }),
      ),
    }),
  );
  const used = providers.filter(({ name }) =>
    orders.some(({ sendings }) => sendings.some(({ planned }) => planned.provider === name)),
  );
  const history = createHistory(
    world,
    orders.flatMap(({ sendings }) => sendings.map(({ planned, order }) => ({ planned, order }))),
  );
  let processes: Process[] = [];
  let started = 0;
  /** Environments of receive that wait for a request. */
  const idle: ReturnType<World['openReceive']>[] = [];
  const replaying = new Set<string>();
  let received = 0;

  /** A millisecond passes: nobody sends, is answered and sends again within one. Meanwhile all promises have their turn. */
  const settle = () => clock.advance(1);

  function begin(name: string): Process {
    const process = { name: `${name} ${++started}`, startedAt: clock.now(), dead: false };
    processes.push(process);
    return process;
  }

  function end(process: Process, outcome: string): void {
    if (!process.dead) say(`${process.name} ends: ${outcome}`);
    processes = processes.filter((one) => one !== process);
  }

  function kill(process: Process, why: string): void {
    say(`${process.name} ${why}`);
    history.disturb(process);
    calls.kill(process);
    processes = processes.filter((one) => one !== process);
  }

  const sendable = (): Sending[] =>
    orders.flatMap(({ inTurn, sendings }) => {
      const open = sendings.filter(({ done }) => !done);
      return (inTurn ? open.slice(0, 1) : open).filter(({ inFlight }) => !inFlight);
    });

  function arrive(sending: Sending): void {
    const { planned } = sending;
    const process = begin('receive');
    const environment = idle.pop() ?? world.openReceive();
    sending.inFlight = true;
    sending.tries++;
    say(`${process.name}: event ${planned.event} of order ${sending.order} arrives, try ${sending.tries}`);
    const attempt = history.arrived(planned, world.rotated);
    const request = httpEvent(planned.provider, planned.endpoint, planned.request, {
      requestId: process.name,
    });
    environment.receive(process, request).then(({ statusCode = 0, body = '{}' }) => {
      sending.inFlight = false;
      if (process.dead) return;
      idle.push(environment);
      end(process, String(statusCode));
      sending.status = statusCode;
      sending.done = statusCode === 200 || (planned.fate === 'refused' && sending.tries >= TRIES_IF_REFUSED);
      history.answered(attempt, statusCode, JSON.parse(body));
    }, history.fail);
  }

  async function poll(provider: string): Promise<boolean> {
    const queue = queueNameOf(provider);
    const QueueUrl = aws.queueUrl(queue);
    const input = { QueueUrl, MaxNumberOfMessages: 10, AttributeNames: ['All'] };
    const { Messages = [] } = (await aws.call('ReceiveMessage', input)) as unknown as {
      Messages?: Message[];
    };
    if (Messages.length === 0) return false;
    const process = begin('normalize');
    const Records = Messages.map((message) => toRecord(message, queue));
    say(
      `${process.name}: gets ${Records.map(({ body }) => history.labelOf(JSON.parse(body).id)).join(', ')}`,
    );
    const before = new Map(Records.map(({ messageId }) => [messageId, aws.stored.get(messageId)?.postponed]));
    world
      .normalize(process, { Records }, { getRemainingTimeInMillis: () => 0 })
      .then(async ({ batchItemFailures }) => {
        if (process.dead) return;
        const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
        for (const id of failed)
          history.postponed(process, id, aws.stored.get(id)?.postponed !== before.get(id));
        const done = Records.filter(({ messageId }) => !failed.has(messageId));
        end(process, `${done.length} done, ${failed.size} again`);
        if (done.length === 0) return;
        const source = begin('event source');
        const Entries = done.map(({ receiptHandle }, i) => ({ Id: String(i), ReceiptHandle: receiptHandle }));
        const deletion = calls.make(source, 'DeleteMessageBatch', () =>
          aws.call('DeleteMessageBatch', { QueueUrl, Entries }),
        );
        await deletion.then(
          () => end(source, 'deleted'),
          () => end(source, 'deleted nothing'),
        );
      }, history.fail);
    return true;
  }

  function startReplay(name: string): void {
    const provider = providers.find((one) => one.name === name);
    if (!provider || replaying.has(name)) return;
    const process = begin('replay');
    replaying.add(name);
    say(`${process.name}: of ${name} begins`);
    const over = (outcome: string) => {
      replaying.delete(name);
      end(process, outcome);
    };
    // A command that cannot go on says why, and ends.
    world.replay(process, provider).then(
      (code) => over(`exit code ${code}`),
      (error: Error) => over(error.name),
    );
  }

  async function pass(milliseconds: number): Promise<void> {
    say(`${milliseconds} ms pass`);
    await clock.advance(milliseconds);
    for (const process of processes) {
      const limit = process.name.startsWith('receive')
        ? RECEIVE_MS
        : process.name.startsWith('normalize')
          ? NORMALIZE_MS
          : Number.POSITIVE_INFINITY;
      if (clock.now() - process.startedAt >= limit) kill(process, 'runs into its time-out');
    }
  }

  /** The bus gives events to subscribers in any order, and some more than once. */
  async function deliver(index: number): Promise<void> {
    const taken = aws.bus[index];
    if (!taken) return;
    const event = eventNumberOf(taken.event.data);
    const outcome = await world.subscriber(
      { detail: taken.event },
      { getRemainingTimeInMillis: () => 1_000 },
    );
    say(`the subscriber gets event ${event}: ${outcome}`);
    history.received(taken.event.metadata.id);
  }

  const actions: readonly (readonly [weight: number, act: (random: Random) => Promise<void> | void])[] = [
    [
      20,
      (random) => {
        const open = sendable();
        if (open.length > 0) arrive(random.pick(open));
      },
    ],
    [
      40,
      async (random) => {
        const call = calls.pending[random.whole(calls.pending.length)];
        if (!call) return;
        say(`${call.process.name}: ${call.action} is answered`);
        aws.throttles = () => random.whole(4) === 0;
        await call.answer();
        aws.throttles = () => false;
      },
    ],
    [
      4,
      (random) => {
        const call = calls.pending[random.whole(calls.pending.length)];
        if (!call) return;
        say(`${call.process.name}: ${call.action} is refused`);
        history.disturb(call.process);
        call.refuse();
      },
    ],
    [
      4,
      async (random) => {
        const call = calls.pending[random.whole(calls.pending.length)];
        if (!call) return;
        say(`${call.process.name}: the answer to ${call.action} is lost`);
        history.disturb(call.process);
        await call.loseAnswer();
      },
    ],
    [12, async (random) => void (await poll(random.pick(used).name))],
    [10, (random) => pass(random.pick([1, 900, 6_000, 31_000, 181_000, 301_000]))],
    [
      2,
      (random) => {
        const process = processes[random.whole(processes.length)];
        if (process) kill(process, 'crashes');
      },
    ],
    [
      1,
      () => {
        say('keys are rotated');
        world.rotateKeys();
      },
    ],
    [
      1,
      () => {
        say('a new mapper is deployed');
        world.deployMapper();
      },
    ],
    [3, (random) => startReplay(random.pick(used).name)],
    [6, (random) => deliver(random.whole(aws.bus.length))],
  ];
  /** Each action as often as it weighs. */
  const deck = actions.flatMap(([weight, act]) => Array.from({ length: weight }, () => act));

  /** Everything that can happen without a fault, once. */
  async function round(): Promise<void> {
    for (const sending of sendable()) arrive(sending);
    await settle();
    for (let call = calls.pending[0]; call; call = calls.pending[0]) {
      await call.answer();
      await settle();
    }
    for (const { name } of used) if (await poll(name)) await settle();
    if (calls.pending.length === 0) await pass(2_000);
  }

  const rests = () =>
    calls.pending.length === 0 &&
    processes.length === 0 &&
    sendable().length === 0 &&
    [...aws.stored.values()].every(({ queue }) =>
      used.some(({ name }) => queue === deadLetterQueueNameOf(name)),
    );

  async function comeToRest(): Promise<void> {
    for (let rounds = 0; !rests(); rounds++) {
      if (rounds === MOST_ROUNDS) throw new Violation('it does not come to rest');
      await round();
      history.check();
    }
  }

  return {
    history,
    async step(random) {
      await random.pick(deck)(random);
      await settle();
    },
    async heal() {
      say('no more faults');
      world.rotateKeys();
      world.deployMapper();
      await comeToRest();
      // Leases of a killed replay end, and what SQS knows as a repeat is forgotten.
      await pass(600_000);
      for (const { name } of used) startReplay(name);
      await settle();
      await comeToRest();
      for (; received < aws.bus.length; received++) await deliver(received);
    },
    checkEnd: () => history.checkEnd(orders.flatMap(({ sendings }) => sendings)),
  };
}

interface Message {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly Attributes: SQSRecord['attributes'];
}

/** As Lambda's event source gives a message to its function. */
function toRecord({ MessageId, ReceiptHandle, Body, Attributes }: Message, queue: string): SQSRecord {
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: Attributes,
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${queue}`,
    awsRegion: 'us-east-1',
  };
}

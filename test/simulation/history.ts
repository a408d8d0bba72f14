import { deadLetterQueueNameOf, queueNameOf } from '../../lib/names';
import { providers } from '../../lib/providers';
import { findDifferences } from '../soak/balance';
import { createLedger, type SentEvent } from '../soak/ledger';
import type { Planned } from '../soak/traffic';
import type { Process } from './calls';
import { eventNumberOf, type World } from './world';

/** Something that must not be, in a sentence. */
export class Violation extends Error {}

/** What has happened so far, and whether it may. */
export interface History {
  /** How a delivery is called in the trace: its id differs from run to run where a provider encrypts. */
  labelOf(id: string): string;
  arrived(planned: Planned, rotated: boolean): Attempt;
  answered(attempt: Attempt, status: number, body: { readonly id?: string }): void;
  /** A process that did not hear of one of its calls as it happened, or did not come to its end. */
  disturb(process: Process): void;
  /** A record that normalize gave back. @param changed whether it chose when the record is visible again */
  postponed(process: Process, messageId: string, changed: boolean): void;
  /** The subscriber has handled an event. */
  received(id: string): void;
  /** A function threw. */
  readonly fail: (error: Error) => void;
  /** @throws Violation */
  check(): void;
  /** To be called when everything rests. @throws Violation */
  checkEnd(sendings: readonly Sent[]): Promise<void>;
}

/** One request. */
export interface Attempt {
  readonly planned: Planned;
  readonly moment: number;
  /** Whether the secret document holds what it is signed with. */
  readonly known: boolean;
}

/** What a sender knows of a delivery in the end. */
export interface Sent {
  readonly planned: Planned;
  readonly order: number;
  readonly status: number;
}

/** What is known of one thing that happened to an order, however often it was sent. */
interface Known {
  readonly planned: Planned;
  readonly order: number;
  readonly ids: Set<string>;
  arrived: number;
  /** When a sender first and last heard that it was accepted. */
  accepted: number;
  acceptedLast: number;
  /** Counts what the bus took. */
  published: number;
  dead: boolean;
}

const NEVER = Number.POSITIVE_INFINITY;
/** As long SQS knows a repeat. */
const REPEAT_MS = 300_000;

export function createHistory(
  world: World,
  traffic: readonly { readonly planned: Planned; readonly order: number }[],
): History {
  const { aws } = world;
  const events = new Map<number, Known>();
  for (const { planned, order } of traffic)
    events.set(planned.event, {
      ...{ planned, order, ids: new Set(), arrived: NEVER, accepted: NEVER },
      ...{ acceptedLast: -1, published: NEVER, dead: false },
    });
  const eventOf = new Map<string, Known>();
  const publications = new Map<string, number>();
  const receptions = new Map<string, number>();
  const queuedAt = new Map<string, number>();
  const disturbed = new Set<Process>();
  const deadQueues = new Set(providers.map(({ name }) => deadLetterQueueNameOf(name)));
  const found: string[] = [];
  let moments = 0;
  let seen = 0;

  aws.onStored = ({ queue, body, id }) => {
    const { replay } = JSON.parse(body);
    if (deadQueues.has(queue)) {
      const known = eventOf.get(id) ?? events.get(eventIn(body));
      if (known) known.dead = true;
      return;
    }
    if (replay) return;
    const last = queuedAt.get(id);
    if (last !== undefined && aws.clock.now() - last < REPEAT_MS)
      found.push(`${labelOf(id)} was queued twice within five minutes`);
    queuedAt.set(id, aws.clock.now());
  };

  function labelOf(id: string): string {
    const known = eventOf.get(id);
    return known ? `event ${known.planned.event}` : 'an event that nobody was told of';
  }

  function published(index: number): void {
    const { metadata, data } = aws.bus[index]?.event ?? {};
    const known = events.get(eventNumberOf(data ?? {}));
    if (!metadata || !known) return void found.push('the bus has an event that nobody sent');
    const { event, fate } = known.planned;
    const repeats = publications.get(metadata.id) ?? 0;
    publications.set(metadata.id, repeats + 1);
    known.ids.add(metadata.id);
    if (fate !== 'published') found.push(`event ${event} is published; it should be ${fate}`);
    if (repeats > 0) return;
    known.published = index;
    for (const other of events.values())
      if (
        other.order === known.order &&
        other.published < index &&
        known.accepted < other.arrived &&
        !known.dead
      )
        found.push(
          `event ${event} is published after event ${other.planned.event}, which came when it was accepted`,
        );
  }

  const isKept = (id: string) => [...aws.stored.values()].some((message) => message.id === id);

  return {
    labelOf,
    arrived(planned, rotated) {
      const known = events.get(planned.event);
      const moment = ++moments;
      if (known) known.arrived = Math.min(known.arrived, moment);
      return { planned, moment, known: rotated || planned.key === 0 };
    },
    answered({ planned, known: isKnown }, status, { id }) {
      const known = events.get(planned.event);
      const moment = ++moments;
      if (!known) return;
      if (planned.fate === 'refused' && status === 200)
        found.push(`event ${planned.event} is accepted though nobody signed it`);
      if (planned.fate !== 'refused' && status === 401 && isKnown)
        found.push(`event ${planned.event} is refused though its secret is known`);
      if (status !== 200 || id === undefined) return;
      eventOf.set(id, known);
      known.ids.add(id);
      known.accepted = Math.min(known.accepted, moment);
      known.acceptedLast = moment;
      if (!queuedAt.has(id)) found.push(`event ${planned.event} is accepted and on no queue`);
    },
    disturb: (process) => void disturbed.add(process),
    postponed(process, messageId, changed) {
      const message = aws.stored.get(messageId);
      if (message && !changed && !disturbed.has(process))
        found.push(`${labelOf(message.id)} is to be tried again, and nobody said when`);
    },
    received: (id) => void receptions.set(id, (receptions.get(id) ?? 0) + 1),
    fail: ({ stack }) => void found.push(`a function threw: ${stack}`),
    check() {
      for (; seen < aws.bus.length; seen++) published(seen);
      for (const id of queuedAt.keys())
        if (!publications.has(id) && !isKept(id)) found.push(`${labelOf(id)} is lost`);
      const [first] = found;
      if (first !== undefined) throw new Violation(first);
    },
    async checkEnd(sendings) {
      this.check();
      const ledger = ledgerOf(sendings);
      for (const { queue, body, id } of aws.stored.values()) {
        if (!deadQueues.has(queue)) continue;
        const code = await world.explain(queue, body);
        const recorded = JSON.parse(body).failure?.code;
        if (recorded !== code && recorded !== 'INTERNAL')
          found.push(`${labelOf(id)} is dead for ${recorded}, and explained by ${code}`);
        ledger.dead.set(id, { code, times: 1 });
      }
      for (const { id, what } of findDifferences(ledger)) found.push(`${labelOf(id)}: ${what}`);
      this.check();
      for (const [order, event] of world.newest) checkNewest(order, event);
    },
  };

  /** Whoever follows `isNewer` ends at the newest state that was published. */
  function checkNewest(order: string, event: number): void {
    const kept = events.get(event);
    const all = aws.bus.filter(({ event: { metadata } }) => metadata.subject === order);
    for (const {
      event: { metadata, data },
    } of all) {
      const other = events.get(eventNumberOf(data));
      if (!kept || !other) continue;
      const isOlder =
        metadata.ordering === 'provider'
          ? kept.planned.step < other.planned.step
          : kept.acceptedLast < other.arrived;
      if (isOlder)
        throw new Violation(`the subscriber ends with event ${event}; event ${other.planned.event} is newer`);
    }
  }

  function ledgerOf(sendings: readonly Sent[]) {
    const ledger = createLedger();
    for (const { planned, order, status } of sendings) {
      const { fate, event } = planned;
      const sent: SentEvent = {
        ...{ order, fate, turn: undefined },
        ids: [...(events.get(event)?.ids ?? [])],
        answer: answerOf(status, fate),
      };
      ledger.sent[event] = sent;
    }
    for (const [index, { event }] of aws.bus.entries()) {
      const { id } = event.metadata;
      const known = ledger.published.get(id);
      if (known) known.times++;
      else ledger.published.set(id, { event: eventNumberOf(event.data), first: index, times: 1 });
    }
    for (const [id, times] of receptions) ledger.received.set(id, times);
    for (const { name } of providers) {
      const queue = queueNameOf(name);
      ledger.left.set(queue, [...aws.stored.values()].filter((message) => message.queue === queue).length);
    }
    return ledger;
  }
}

function answerOf(status: number, fate: string): SentEvent['answer'] {
  if (status === 200) return fate === 'ignored' ? 'ignored' : 'accepted';
  return status === 401 ? 'refused' : 'unanswered';
}

/** The number in a message's payload, if it is readable there. */
const eventIn = (body: string): number => eventNumberOf([body]);

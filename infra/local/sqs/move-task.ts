import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import { queryCode } from './error';
import type { Message } from './message';
import { wake } from './polling';
import { type Queue, settle } from './queue';
import type { Sqs } from './queues';

/** As many as can be listed. */
export const TASKS_KEPT = 10;

/** Without a limit, as many messages are moved before others have their turn. */
const UNLIMITED_STEP = 1000;

/** Moves the messages of a dead-letter queue back to where they came from, or elsewhere. */
export interface MoveTask {
  readonly id: string;
  readonly sourceArn: string;
  /** Absent: each message goes back to the queue that it came from. */
  readonly destinationArn: string | undefined;
  readonly messagesPerSecond: number | undefined;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly toMove: number;
  moved: number;
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  failureReason: string | undefined;
}

/** Starts to move what can be received now; what is in flight stays. */
export function startMoveTask(
  sqs: Sqs,
  source: Queue,
  order: Pick<MoveTask, 'destinationArn' | 'messagesPerSecond'>,
): MoveTask {
  const now = sqs.clock.now();
  const task: MoveTask = {
    id: randomUUID(),
    sourceArn: source.arn,
    ...order,
    startedAt: now,
    toMove: settle(source, now).count().visible,
    moved: 0,
    status: 'RUNNING',
    failureReason: undefined,
  };
  source.moveTasks.push(task);
  if (source.moveTasks.length > TASKS_KEPT) source.moveTasks.shift();
  schedule(sqs.clock, task, () => step(sqs, source, task));
  return task;
}

function schedule(clock: Clock, task: MoveTask, next: () => void): void {
  clock.after(task.messagesPerSecond === undefined ? 0 : 1000 / task.messagesPerSecond, next);
}

function step(sqs: Sqs, source: Queue, task: MoveTask): void {
  if (task.status !== 'RUNNING') return;
  const targets = new Set<Queue>();
  let room = task.messagesPerSecond === undefined ? UNLIMITED_STEP : 1;
  let finished = true;
  for (const message of settle(source, sqs.clock.now()).candidates()) {
    if (task.moved === task.toMove) break;
    if (room === 0) {
      finished = false;
      break;
    }
    const arn = task.destinationArn ?? message.deadLetterSourceArn;
    const target = arn === undefined ? undefined : sqs.queues.findByArn(arn);
    if (!target) {
      task.failureReason =
        arn === undefined ? 'CouldNotDetermineMessageSource' : queryCode('QueueDoesNotExist');
      break;
    }
    move(sqs, source, message, target);
    targets.add(target);
    task.moved += 1;
    room -= 1;
  }
  if (task.failureReason) task.status = 'FAILED';
  else if (finished) task.status = 'COMPLETED';
  else schedule(sqs.clock, task, () => step(sqs, source, task));
  for (const target of targets) wake(sqs, target);
}

/** A redriven message is a new one: its id, time of sending and receive count start anew. */
function move(sqs: Sqs, source: Queue, message: Message, target: Queue): void {
  const now = sqs.clock.now();
  source.contents.remove(message);
  settle(target, now).add(
    {
      id: randomUUID(),
      content: message.content,
      sentAt: now,
      deadLetterSourceArn: undefined,
      receives: 0,
      firstReceivedAt: undefined,
      visibleAt: now + target.settings.delay,
    },
    now,
  );
}

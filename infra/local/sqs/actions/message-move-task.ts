import { type Action, AwsError, isJsonObject, type Json } from '../../service';
import { sourcesOf } from '../dead-letter-queue';
import { invalidParameter } from '../error';
import { optionalInteger, optionalText, text } from '../input';
import { type MoveTask, startMoveTask, TASKS_KEPT } from '../move-task';
import type { Queue } from '../queue';
import type { Sqs } from '../queues';

const MOST_MESSAGES_PER_SECOND = 500;

export function startMessageMoveTask(sqs: Sqs): Action {
  return (input) => {
    const source = findByArn(sqs, text(input, 'SourceArn'), 'SourceArn');
    const destinationArn = optionalText(input, 'DestinationArn');
    const destination = destinationArn && findByArn(sqs, destinationArn, 'DestinationArn');
    const rate = optionalInteger(input, 'MaxNumberOfMessagesPerSecond', [1, MOST_MESSAGES_PER_SECOND]);
    if (sourcesOf(sqs, source).length === 0) {
      throw invalidParameter('Source queue must be configured as a Dead Letter Queue.');
    }
    if (destination && (destination === source || destination.fifo !== source.fifo)) {
      throw invalidParameter('The destination must be another queue of the same type as the source.');
    }
    if (source.moveTasks.some(({ status }) => status === 'RUNNING')) {
      throw invalidParameter(
        'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
      );
    }
    return {
      TaskHandle: taskHandle(startMoveTask(sqs, source, { destinationArn, messagesPerSecond: rate })),
    };
  };
}

export function listMessageMoveTasks(sqs: Sqs): Action {
  return (input) => {
    const source = findByArn(sqs, text(input, 'SourceArn'), 'SourceArn');
    const most = optionalInteger(input, 'MaxResults', [1, TASKS_KEPT]) ?? 1;
    return { Results: source.moveTasks.slice(-most).reverse().map(describe) };
  };
}

export function cancelMessageMoveTask(sqs: Sqs): Action {
  return (input) => {
    const { taskId, sourceArn } = readTaskHandle(text(input, 'TaskHandle'));
    const task = findByArn(sqs, sourceArn, 'SourceArn').moveTasks.find(({ id }) => id === taskId);
    if (task?.status !== 'RUNNING') throw notFound('Task does not exist.');
    task.status = 'CANCELLED';
    return { ApproximateNumberOfMessagesMoved: task.moved };
  };
}

/** Only a running task shows its handle: there is nothing else that one could do with it than to cancel. */
function describe(task: MoveTask): Json {
  const { destinationArn, messagesPerSecond, failureReason } = task;
  return {
    ...(task.status === 'RUNNING' && { TaskHandle: taskHandle(task) }),
    Status: task.status,
    SourceArn: task.sourceArn,
    ...(destinationArn && { DestinationArn: destinationArn }),
    ...(messagesPerSecond && { MaxNumberOfMessagesPerSecond: messagesPerSecond }),
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    ...(failureReason && { FailureReason: failureReason }),
    StartedTimestamp: task.startedAt,
  };
}

function taskHandle({ id, sourceArn }: MoveTask): string {
  return Buffer.from(JSON.stringify({ taskId: id, sourceArn })).toString('base64');
}

function readTaskHandle(handle: string): { taskId: string; sourceArn: string } {
  const invalid = () => invalidParameter('Value for parameter TaskHandle is invalid.');
  let value: Json;
  try {
    value = JSON.parse(Buffer.from(handle, 'base64').toString());
  } catch {
    throw invalid();
  }
  if (!isJsonObject(value)) throw invalid();
  return { taskId: text(value, 'taskId'), sourceArn: text(value, 'sourceArn') };
}

function findByArn(sqs: Sqs, arn: string, parameter: string): Queue {
  const queue = sqs.queues.findByArn(arn);
  if (queue) return queue;
  throw notFound(`The resource that you specified for the ${parameter} parameter doesn't exist.`);
}

function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message, 404);
}

import type { Clock } from '../clock';
import { service } from '../service';
import { changeMessageVisibility, changeMessageVisibilityBatch } from './actions/change-message-visibility';
import { createQueue } from './actions/create-queue';
import { deleteMessage, deleteMessageBatch } from './actions/delete-message';
import { deleteQueue } from './actions/delete-queue';
import { getQueueUrl, listDeadLetterSourceQueues, listQueues } from './actions/find-queues';
import {
  cancelMessageMoveTask,
  listMessageMoveTasks,
  startMessageMoveTask,
} from './actions/message-move-task';
import { purgeQueue } from './actions/purge-queue';
import { getQueueAttributes, setQueueAttributes } from './actions/queue-attributes';
import { receiveMessage } from './actions/receive-message';
import { sendMessage, sendMessageBatch } from './actions/send-message';
import { createQueues, type Duplicate, type Sqs } from './queues';

/** Of one queue, standard or FIFO. */
const MOST_IN_FLIGHT = 120_000;

/**
 * Amazon SQS, in memory, for one account and region. Time passes as `clock` says; `origin` is asked whenever a queue
 * URL is made, for example `http://127.0.0.1:4566`.
 */
export function createSqs(options: {
  clock: Clock;
  account: string;
  region: string;
  origin: () => string;
  mostInFlight?: number;
  onDuplicate?: (duplicate: Duplicate) => void;
}) {
  const sqs: Sqs = {
    mostInFlight: MOST_IN_FLIGHT,
    ...options,
    queues: createQueues(options.account, options.region),
  };
  return service('AmazonSQS', {
    CancelMessageMoveTask: cancelMessageMoveTask(sqs),
    ChangeMessageVisibility: changeMessageVisibility(sqs),
    ChangeMessageVisibilityBatch: changeMessageVisibilityBatch(sqs),
    CreateQueue: createQueue(sqs),
    DeleteMessage: deleteMessage(sqs),
    DeleteMessageBatch: deleteMessageBatch(sqs),
    DeleteQueue: deleteQueue(sqs),
    GetQueueAttributes: getQueueAttributes(sqs),
    GetQueueUrl: getQueueUrl(sqs),
    ListDeadLetterSourceQueues: listDeadLetterSourceQueues(sqs),
    ListMessageMoveTasks: listMessageMoveTasks(sqs),
    ListQueues: listQueues(sqs),
    PurgeQueue: purgeQueue(sqs),
    ReceiveMessage: receiveMessage(sqs),
    SendMessage: sendMessage(sqs),
    SendMessageBatch: sendMessageBatch(sqs),
    SetQueueAttributes: setQueueAttributes(sqs),
    StartMessageMoveTask: startMessageMoveTask(sqs),
  });
}

import { type Action, AwsError, type Call, type JsonObject } from '../../service';
import { optionalInteger, text, texts } from '../input';
import { LONGEST_VISIBILITY_SECONDS, type Message } from '../message';
import { describeMessage, type Selection } from '../message-description';
import { take, wake } from '../polling';
import { type Queue, settle } from '../queue';
import type { Sqs } from '../queues';

interface Request {
  readonly most: number;
  /** Milliseconds. */
  readonly visibilityTimeout: number;
  /** Milliseconds. */
  readonly waitTime: number;
}

export function receiveMessage(sqs: Sqs): Action {
  return async (input, call) => {
    const queue = sqs.queues.byUrl(text(input, 'QueueUrl'));
    const request = readRequest(queue, input);
    const selection: Selection = {
      system: new Set([...texts(input, 'AttributeNames'), ...texts(input, 'MessageSystemAttributeNames')]),
      attributes: texts(input, 'MessageAttributeNames'),
    };
    const describe = (messages: Message[]): JsonObject =>
      messages.length > 0
        ? { Messages: messages.map((message) => describeMessage(sqs, queue, message, selection)) }
        : {};
    checkRoom(sqs, queue);
    const messages = take(sqs, queue, request.most, request.visibilityTimeout);
    if (messages.length > 0 || request.waitTime === 0) return describe(messages);
    return poll(sqs, queue, request, describe, call);
  };
}

/** Waits in line till there are messages, the time is up, or the caller has gone. */
function poll(
  sqs: Sqs,
  queue: Queue,
  { most, visibilityTimeout, waitTime }: Request,
  describe: (messages: Message[]) => JsonObject,
  call: Call | undefined,
): Promise<JsonObject> {
  return new Promise((resolve) => {
    if (call?.signal.aborted) return resolve(describe([]));
    const answer = (messages: Message[]) => {
      queue.pollers.remove(place);
      cancelTimer();
      call?.signal.removeEventListener('abort', giveUp);
      // At once, before anybody else can receive one of them.
      resolve(describe(messages));
    };
    const giveUp = () => answer([]);
    const place = queue.pollers.push({ most, visibilityTimeout, answer });
    const cancelTimer = sqs.clock.after(waitTime, giveUp);
    call?.signal.addEventListener('abort', giveUp);
    wake(sqs, queue);
  });
}

function readRequest(queue: Queue, input: JsonObject): Request {
  const visibility = optionalInteger(input, 'VisibilityTimeout', [0, LONGEST_VISIBILITY_SECONDS]);
  const wait = optionalInteger(input, 'WaitTimeSeconds', [0, 20], 'Must be >= 0 and <= 20, if provided.');
  return {
    most: optionalInteger(input, 'MaxNumberOfMessages', [1, 10]) ?? 1,
    visibilityTimeout: visibility === undefined ? queue.settings.visibilityTimeout : visibility * 1000,
    waitTime: wait === undefined ? queue.settings.waitTime : wait * 1000,
  };
}

/** Of a full FIFO queue one just gets nothing. */
function checkRoom(sqs: Sqs, queue: Queue): void {
  const { inFlight } = settle(queue, sqs.clock.now()).count();
  if (queue.fifo || inFlight < sqs.mostInFlight) return;
  throw new AwsError('OverLimit', `Too many messages in flight: the limit is ${sqs.mostInFlight}.`);
}

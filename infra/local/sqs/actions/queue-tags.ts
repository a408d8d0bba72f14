import type { Action } from '../../service';
import { invalidParameter } from '../error';
import { text, textMap, texts } from '../input';
import type { Sqs } from '../queues';

const MOST_TAGS = 50;

export function tagQueue(sqs: Sqs): Action {
  return (input) => {
    const { tags } = sqs.queues.byUrl(text(input, 'QueueUrl'));
    const added = textMap(input, 'Tags');
    if (new Set([...tags.keys(), ...Object.keys(added)]).size > MOST_TAGS) {
      throw invalidParameter(`Too many tags: a queue can have ${MOST_TAGS}.`);
    }
    for (const [key, value] of Object.entries(added)) tags.set(key, value);
    return {};
  };
}

export function listQueueTags(sqs: Sqs): Action {
  return (input) => {
    const { tags } = sqs.queues.byUrl(text(input, 'QueueUrl'));
    return tags.size === 0 ? {} : { Tags: Object.fromEntries(tags) };
  };
}

export function untagQueue(sqs: Sqs): Action {
  return (input) => {
    const { tags } = sqs.queues.byUrl(text(input, 'QueueUrl'));
    for (const key of texts(input, 'TagKeys')) tags.delete(key);
    return {};
  };
}

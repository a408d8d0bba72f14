import { type Action, AwsError, type JsonObject } from '../../service';
import { sourcesOf } from '../dead-letter-queue';
import { queueDoesNotExist } from '../error';
import { optionalInteger, optionalText, text } from '../input';
import type { Queue } from '../queue';
import { queueUrl, type Sqs } from '../queues';

const MOST_RESULTS = 1000;

export function getQueueUrl(sqs: Sqs): Action {
  return (input) => {
    const queue = sqs.queues.find(text(input, 'QueueName'));
    const owner = optionalText(input, 'QueueOwnerAWSAccountId') ?? sqs.account;
    if (!queue || owner !== sqs.account) throw queueDoesNotExist();
    return { QueueUrl: queueUrl(sqs, queue) };
  };
}

export function listQueues(sqs: Sqs): Action {
  return (input) => {
    const prefix = optionalText(input, 'QueueNamePrefix') ?? '';
    const queues = [...sqs.queues.all()].filter(({ name }) => name.startsWith(prefix));
    const { urls, NextToken } = page(sqs, queues, input);
    return { ...(urls.length > 0 && { QueueUrls: urls }), ...(NextToken && { NextToken }) };
  };
}

export function listDeadLetterSourceQueues(sqs: Sqs): Action {
  return (input) => {
    const queue = sqs.queues.byUrl(text(input, 'QueueUrl'));
    const { urls, NextToken } = page(sqs, sourcesOf(sqs, queue), input);
    return { queueUrls: urls, ...(NextToken && { NextToken }) };
  };
}

/** By name; the token of the next page is the last name of this one. */
function page(sqs: Sqs, queues: Queue[], input: JsonObject): { urls: string[]; NextToken?: string } {
  const most = optionalInteger(input, 'MaxResults', [1, MOST_RESULTS]) ?? MOST_RESULTS;
  const after = readToken(optionalText(input, 'NextToken'));
  const rest = queues.filter(({ name }) => name > after).sort((a, b) => (a.name < b.name ? -1 : 1));
  const shown = rest.slice(0, most);
  const last = shown.at(-1);
  return {
    urls: shown.map((queue) => queueUrl(sqs, queue)),
    ...(last && rest.length > most && { NextToken: Buffer.from(last.name).toString('base64') }),
  };
}

function readToken(token = ''): string {
  const name = Buffer.from(token, 'base64').toString();
  if (Buffer.from(name).toString('base64') === token) return name;
  throw new AwsError('InvalidParameterValueException', 'Invalid or expired next token.');
}

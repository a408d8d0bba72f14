import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { providers } from '../../lib/providers';
import type { Clients } from './clients';
import { realClock } from './clock';
import { createLease } from './dlq/lease';
import { traverse } from './dlq/traverse';
import type { Place } from './place';
import { findQueues } from './queues';

/** A dead letter in the file, a line of JSON each: the message with what SQS would otherwise forget of it. */
interface Kept {
  readonly queue: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly group?: string;
  readonly key: string;
}

/** Where the dead letters of a local stack are, and where its services answer. */
export interface KeepOptions {
  readonly file: string;
  readonly clients: Clients;
  readonly place: Place;
  readonly warn: (text: string) => void;
}

/**
 * Writes every dead letter of a local stack that is about to end. Only who runs it may read the file: payloads hold
 * personal data.
 * @returns how many
 */
export async function keepDeadLetters({ file, clients, place, warn }: KeepOptions): Promise<number> {
  const kept: Kept[] = [];
  const signal = new AbortController().signal;
  for (const queue of await findQueues({ clients, place, providers, warn })) {
    const lease = createLease(clients.sqs, queue.url, realClock);
    for await (const batch of traverse({ sqs: clients.sqs, queue, lease, waitSeconds: 0, signal, warn }))
      for (const { key, body, attributes, system } of batch)
        kept.push({
          ...{ key, queue: queue.name, body },
          ...(system.MessageGroupId !== undefined && { group: system.MessageGroupId }),
          attributes: { ...withMoment(system.SentTimestamp), ...textsOf(attributes) },
        });
    await lease.release();
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, kept.map((one) => `${JSON.stringify(one)}\n`).join(''), { mode: 0o600 });
  return kept.length;
}

/** Puts the dead letters of that file back into their queues. @returns how many */
export async function restoreDeadLetters({ file, clients, place, warn }: KeepOptions): Promise<number> {
  if (!existsSync(file)) return 0;
  const queues = await findQueues({ clients, place, providers, warn });
  let count = 0;
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const { queue: name, key, body, group, attributes }: Kept = JSON.parse(line);
    const queue = queues.find((one) => one.name === name);
    if (!queue) {
      warn(`${name}: the stack has no such queue any more; a dead letter of it stays in ${file}`);
      continue;
    }
    const MessageAttributes = Object.fromEntries(
      Object.entries(attributes).map(([attribute, StringValue]) => [
        attribute,
        { DataType: 'String', StringValue },
      ]),
    );
    await clients.sqs.send(
      new SendMessageCommand({
        ...{ QueueUrl: queue.url, MessageBody: body, MessageAttributes },
        ...(queue.fifo && { MessageGroupId: group ?? key, MessageDeduplicationId: key }),
      }),
    );
    count += 1;
  }
  return count;
}

/** SQS counts anew from the sending; the dead-letter command reads the first moment from this attribute. */
const withMoment = (sent: string | undefined): Record<string, string> =>
  sent === undefined ? {} : { movedAt: sent };

const textsOf = (attributes: Readonly<Partial<Record<string, string>>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])),
  );

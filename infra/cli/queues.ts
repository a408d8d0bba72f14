import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetQueueAttributesCommand, paginateListQueues } from '@aws-sdk/client-sqs';
import { deadLetterQueueNameOf, isDeadLetterQueueName, prefixOf, queueNameOf } from '../../lib/names';
import type { Provider } from '../../lib/provider';
import type { Clients } from './clients';
import type { Place } from './place';
import { findSubscriberQueues } from './subscriber-queues';

/** A queue of dead letters. */
export interface DeadLetterQueue {
  readonly url: string;
  readonly name: string;
  readonly fifo: boolean;
  /** Where its dead letters came from and can go again; absent for those of the bus's subscribers. */
  readonly source?: { readonly provider: Provider; readonly url: string };
}

/** What {@link findQueues} asks for, and whom it tells what it could not find out. */
export interface FindQueuesOptions {
  readonly clients: Pick<Clients, 'cloudFormation' | 'events' | 'lambda' | 'sqs'>;
  readonly place: Pick<Place, 'queues' | 'name'>;
  readonly providers: readonly Provider[];
  /** Called with a sentence about queues that are not looked into. */
  readonly warn: (text: string) => void;
}

/**
 * Every dead-letter queue of a place, those of the providers first: the stack's own, and those of the bus's rules and
 * their functions, whoever made them.
 */
export async function findQueues({
  clients,
  place: { queues, name },
  providers,
  warn,
}: FindQueuesOptions): Promise<DeadLetterQueue[]> {
  const outputs = await outputsOf(clients.cloudFormation, queues);
  const own = outputs ? urlsAmong(outputs) : await listUrls(clients.sqs, name);
  const others = await findSubscriberQueues(clients, outputs?.BusName ?? name, warn);
  return [...new Set([...own, ...others])]
    .map((url) => toQueue(url, providers, name))
    .sort((a, b) => Number(!a.source) - Number(!b.source) || a.name.localeCompare(b.name));
}

/** The name of a queue says what it is for: see `lib/names.ts`. */
export function toQueue(url: string, providers: readonly Provider[], pipeline: string): DeadLetterQueue {
  const name = url.split('/').at(-1) ?? '';
  const fifo = name.endsWith('.fifo');
  const provider = providers.find((one) => name === deadLetterQueueNameOf(one.name, pipeline));
  if (!provider) return { url, name, fifo };
  const source = url.replace(/[^/]+$/, queueNameOf(provider.name, pipeline));
  return { url, name, fifo, source: { provider, url: source } };
}

/** How many messages a queue holds, as far as SQS knows: its counts lag behind by up to a minute. */
export async function countMessages(
  sqs: Clients['sqs'],
  url: string,
): Promise<{ readonly visible: number; readonly hidden: number }> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return {
    visible: Number(Attributes.ApproximateNumberOfMessages ?? 0),
    hidden: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
  };
}

const urlsAmong = (outputs: Readonly<Record<string, string>>): string[] =>
  Object.entries(outputs).flatMap(([name, value]) => (name.endsWith('DeadLetterQueueUrl') ? [value] : []));

/** The stack's outputs; `undefined` where a place is known by its queues' names alone. */
export async function outputsOf(
  cloudFormation: Clients['cloudFormation'],
  queues: Place['queues'],
): Promise<Readonly<Record<string, string>> | undefined> {
  if (queues === 'by name') return undefined;
  if ('outputs' in queues) return queues.outputs;
  const command = new DescribeStacksCommand({ StackName: queues.stack });
  const { Stacks: [found] = [] } = await cloudFormation.send(command);
  return Object.fromEntries(
    (found?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
}

async function listUrls(sqs: Clients['sqs'], pipeline: string): Promise<string[]> {
  const urls: string[] = [];
  for await (const page of paginateListQueues(
    { client: sqs },
    { QueueNamePrefix: prefixOf(pipeline), MaxResults: 1000 },
  ))
    urls.push(...(page.QueueUrls ?? []));
  return urls.filter(isDeadLetterQueueName);
}

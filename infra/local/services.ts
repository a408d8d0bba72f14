import type { Clock } from './clock';
import { createDeliver } from './deliver';
import { type EventSourceDefinition, startEventSource } from './event-source/event-source';
import { createEvents } from './events/events';
import type { EventNotice } from './events/options';
import type { Faults } from './faults/faults';
import { createFunctions, type Functions } from './functions';
import { instrumented } from './instrumented';
import type { Journal } from './journal';
import type { LogLine } from './lambda/definition';
import { createLogs, type Logs } from './logs';
import { createSecrets } from './secrets';
import type { AwsService } from './service';
import type { Duplicate } from './sqs/queues';
import { createSqs } from './sqs/sqs';

export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';

export interface ServicesOptions {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly journal: Journal;
  /** Where the AWS services answer: known once they do. */
  readonly awsUrl: () => string;
  readonly log: (line: LogLine) => void;
  readonly warn: (text: string) => void;
}

/** The services of one stack, and what they call each other through. */
export interface Services {
  readonly sqs: AwsService;
  readonly events: AwsService;
  readonly secrets: AwsService;
  readonly logs: Logs;
  readonly functions: Functions;
  queueUrl(queueArn: string): string;
  /** Starts to poll for a function. */
  serve(source: EventSourceDefinition): void;
  /** Ends functions and event sources. */
  close(): Promise<void>;
}

export function createServices(options: ServicesOptions): Services {
  const { clock, faults, journal, awsUrl, warn } = options;
  const place = { account: ACCOUNT, region: REGION };
  const stops: (() => Promise<void>)[] = [];
  const kill = (functionName: string) => void functions.find(functionName)?.killBusy();
  const tools = { clock, kill, faults, journal };
  const queueUrl = (arn: string) => `${awsUrl()}/${ACCOUNT}/${arn.split(':').pop()}`;
  const invokeAsync = (name: string, event: string) => functions.invokeAsync(name, event);

  const onDuplicate = ({ queue, messageId, body }: Duplicate) =>
    journal.record({ kind: 'sqs.deduplicated', where: queue, ids: [messageId], content: body });
  const sqs = instrumented('sqs', createSqs({ clock, ...place, origin: awsUrl, onDuplicate }), tools);
  const deliver = createDeliver({ sqs, queueUrl, invokeAsync });
  const logs = createLogs({ clock });
  const log = (line: LogLine) => {
    const group = functions.find(line.function)?.definition.logGroup;
    if (group !== undefined) logs.record(group, line.text);
    options.log(line);
  };
  const functions = createFunctions({ ...tools, ...options, log, region: REGION, endpoint: awsUrl, deliver });
  const notify = (notice: EventNotice) => recordNotice(journal, notice);
  const events = instrumented('events', createEvents({ clock, ...place, deliver, notify }), tools);

  function serve(definition: EventSourceDefinition): void {
    const queue = definition.queueArn.split(':').pop() ?? '';
    const disturb = () => ({
      duplicate: faults.forTarget('duplicate', queue) !== undefined,
      reorder: faults.forTarget('reorder', queue) !== undefined,
    });
    stops.push(startEventSource({ definition, queues: sqs, clock, invoke: functions.invoke, disturb, warn }));
  }

  return {
    sqs,
    events,
    secrets: instrumented('secretsmanager', createSecrets({ clock, ...place }), tools),
    logs,
    functions,
    queueUrl,
    serve,
    // Event sources wait for the batches that are with a function, which end with it.
    close: async () =>
      void (await Promise.all([...stops.splice(0).map((stop) => stop()), functions.close()])),
  };
}

function recordNotice(journal: Journal, { id, kind, ...content }: EventNotice): void {
  const where = 'rule' in content ? content.rule : 'bus' in content ? content.bus : undefined;
  journal.record({ kind: `events.${kind}`, where: where ?? '', ids: [id], content: { id, ...content } });
}

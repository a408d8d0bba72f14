import type { JournalEntry, LogLine } from '@order-events/local';
import { isObject, parseJson } from '../../lib/json';
import { isDeadLetterQueueName } from '../../lib/names';
import { createRows, type RowsOptions, shortId } from './rows';
import type { Tone } from './style';

/** What `npm start` shows of what happens: a line for each delivery, and below it what there is to say of it. */
export interface Display {
  /** What a function wrote. */
  log(line: LogLine): void;
  /** What happened in the stack. */
  entry(entry: JournalEntry): void;
  /** Something about the line above. */
  detail(text: string): void;
  /** A line of ours. */
  note(text: string): void;
}

/** As many deliveries as can be on their way; the order of an older one is not shown. */
const MOST_REMEMBERED = 10_000;

/** What Lambda writes to a function's log when an invocation failed. */
const FAILED = /^ERROR\tInvoke Error\t(\{.*\})\s*$/s;
/** Their deliveries have a line of their own, once their event is on the bus. */
const SHOWN_OTHERWISE: ReadonlySet<unknown> = new Set(['accepted', 'published']);
const TARGET_BY_HAND =
  'note: on AWS a queue that is a target needs a policy that lets events.amazonaws.com send to it, a function a permission';

type Fields = Readonly<Record<string, unknown>>;

export function createDisplay(options: RowsOptions): Display {
  const rows = createRows(options);
  const { note, detail, plain } = rows;
  /** The orders of deliveries by event id: a log knows ids only. */
  const orders = new Map<string, string>();

  function delivery(time: string, tone: Tone, outcome: string, fields: Fields): void {
    const { provider, order, type, id } = fields;
    const known = typeof order === 'string' ? order : orders.get(String(id));
    rows.delivery({ time, tone, outcome, provider, order: known, type, id });
  }

  function logged(fields: Fields): void {
    const { timestamp, level, message, code, at, ...rest } = fields;
    const time = String(timestamp).slice(11, 19);
    const row = { ...rest, type: fields.event };
    if (message === 'ignored') delivery(time, 'dim', message, row);
    else if (message === 'refused') {
      delivery(time, 'bad', message, row);
      details([`${code} at endpoint ${fields.endpoint}`, ...listOf(fields.issues)]);
    } else if (message === 'retried') {
      delivery(time, 'warn', message, row);
      detail(`${code}: tried again in ${fields.retryInSeconds} s`);
    } else if (message === 'dead-lettered') {
      delivery(time, 'bad', message, row);
      detail(`${code} (${fields.stage}): npm run dlq -- explain ${shortId(fields.id)}`);
      details([...listOf(fields.issues), ...(code === 'INTERNAL' ? listOf(at) : [])]);
    } else {
      // Where something was thrown says something of a bug; of a service out of reach it says nothing.
      const shown = { code, ...rest, ...(level === 'ERROR' && { at }) };
      rows.words(time, toneOf(level), String(message), valuesOf(shown));
    }
  }

  const details = (texts: readonly string[]) => texts.forEach(detail);

  function remember({ id, orderKey }: Fields = {}): void {
    if (typeof id !== 'string' || typeof orderKey !== 'string') return;
    orders.set(id, orderOf(orderKey));
    const [oldest = ''] = orders.keys();
    if (orders.size > MOST_REMEMBERED) orders.delete(oldest);
  }

  return {
    note,
    detail,
    log({ function: name, text }) {
      const failed = fieldsOf(FAILED.exec(text)?.[1]);
      if (failed)
        return rows.words('', 'bad', 'failed', [name, `${failed.errorType}:`, String(failed.errorMessage)]);
      const fields = fieldsOf(text);
      if (!fields) for (const line of text.trimEnd().split('\n')) plain(`${name}: ${line}`);
      // Metrics are for programs.
      else if (!('_aws' in fields) && !SHOWN_OTHERWISE.has(fields.message)) logged(fields);
    },
    entry({ kind, where, text, at }) {
      const time = new Date(at).toISOString().slice(11, 19);
      // A target of the template comes with its policy; one made by hand needs none here.
      if (kind === 'events.PutTargets') note(TARGET_BY_HAND);
      else if (kind === 'events.PutEvents') {
        const { input, output } = fieldsOf(text) ?? {};
        if (isObject(input) && isObject(output) && output.EventId)
          delivery(time, 'good', 'published', publishedRow(input));
      } else if (kind === 'sqs.deduplicated') {
        const repeated = fieldsOf(text) ?? {};
        remember(repeated);
        delivery(time, 'warn', 'repeat', { ...repeated, type: repeated.event });
        detail('SQS dropped it: the same id came less than 5 minutes ago, and stands for both');
      } else if (kind === 'sqs.SendMessage') {
        // Our own functions log what they dead-letter; nobody else reports a subscriber's.
        if (!isDeadLetterQueueName(where)) remember(fieldsOf(objectAt(fieldsOf(text), 'input').MessageBody));
        else if (!where.endsWith('.fifo')) note(`! dead letter in ${where}: npm run dlq -- ls`);
      }
    },
  };
}

/** The cells of an event on the bus, whoever put it there. */
function publishedRow({ Source, DetailType, Detail }: Fields): Fields {
  const event = fieldsOf(Detail);
  const { id, provider } = objectAt(event, 'metadata');
  const { number, id: orderId } = objectAt(objectAt(event, 'data'), 'order');
  return {
    provider: provider ?? Source,
    order: number ?? orderOf(String(orderId ?? '')),
    type: DetailType,
    id,
  };
}

/** The provider's id of an order, without provider and account. */
const orderOf = (orderKey: string): string => orderKey.replace(/^[^:]*:[^:]*:/, '');

const toneOf = (level: unknown): Tone => (level === 'ERROR' ? 'bad' : level === 'WARN' ? 'warn' : 'dim');

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** `name=value` of each field; ids in short, and nothing that is only good for searching logs. */
const valuesOf = ({ correlationId: _, ...fields }: Fields): string[] =>
  Object.entries(fields)
    .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => `${name}=${name === 'id' ? shortId(value) : [value].flat().join('; ')}`);

const objectAt = (fields: Fields | undefined, name: string): Fields => {
  const value = fields?.[name];
  return isObject(value) ? value : {};
};

/** Our functions log JSON objects, a line each; anything else was written by somebody else. */
function fieldsOf(text: unknown): Fields | undefined {
  const parsed = typeof text === 'string' ? parseJson(text) : undefined;
  return isObject(parsed) ? parsed : undefined;
}

import type { JournalEntry, LogLine } from '@order-events/local';
import { isObject, parseJson } from '../../../../lib/json';
import { isDeadLetterQueueName } from '../../../../lib/names';
import { targetNameOf } from '../../dlq/assess-event';
import { fieldAt, numberAt, textAt } from '../../fields';
import type { DeliveryRow } from '../model';
import { type Known, MOST_ROWS, type Source } from '../source';
import { addStep, type Recorded, wayOf } from './record';
import { readHttpRequest } from './request';

/** A source that hears what happens in the local stack while it happens. */
export interface Recorder extends Source {
  entry(entry: JournalEntry): void;
  log(line: LogLine): void;
}

export interface RecorderOptions {
  /** This machine's clock; how far the stack's own is ahead of it shows in the journal. */
  readonly now: () => number;
  /** How many characters of requests, messages and events are kept; beyond it the oldest deliveries keep their row only. */
  readonly characters?: number;
}

interface Invocation {
  /** Of the deliveries that it is about. */
  readonly keys: readonly string[];
  /** The function's name, where it is a subscriber's. */
  readonly subscriber?: string;
}

const GAPS = ['It began when this local stack was started, and ends with it.'];
const GIVEN_UP = 'Its texts are no longer kept: newer deliveries took their room.';

export function createRecorder({ now, characters = 128 * 1024 * 1024 }: RecorderOptions): Recorder {
  const records = new Map<string, Recorded>();
  /** Deliveries by what AWS calls them: ids of events, messages, invocations. */
  const aliases = new Map<string, string>();
  const invocations = new Map<string, Invocation>();
  /** The rules that deliver to a target, by its name. */
  const rules = new Map<string, string>();
  const listeners = new Set<(rows: readonly DeliveryRow[]) => void>();
  const withTexts = new Set<Recorded>();
  let revision = 0;
  let kept = 0;
  let ahead = 0;

  function open(key: string, at: number, provider: string): Recorded {
    const known = records.get(key);
    if (known) return known;
    const stops: Recorded['stops'] = [];
    const record: Recorded = {
      ...{ key, at, provider, outcome: 'waiting', attempts: 0, revision: 0, issues: [], stops, texts: {} },
    };
    records.set(key, record);
    while (records.size > MOST_ROWS) forgetOldest();
    return record;
  }

  function forgetOldest(): void {
    const [oldest] = records.values();
    if (!oldest) return;
    giveUpTexts(oldest);
    records.delete(oldest.key);
  }

  function giveUpTexts(record: Recorded): void {
    for (const text of Object.values(record.texts)) kept -= text.length;
    record.texts = {};
    withTexts.delete(record);
  }

  function keep(record: Recorded, part: keyof Recorded['texts'], text: string): void {
    kept += text.length - (record.texts[part]?.length ?? 0);
    record.texts[part] = text;
    withTexts.add(record);
    for (const oldest of withTexts) {
      if (kept <= characters || oldest === record) break;
      giveUpTexts(oldest);
    }
  }

  /** Ids are many and short-lived; the oldest lead to deliveries that are over. */
  function alias(id: string | undefined, key: string): void {
    if (id === undefined) return;
    aliases.set(id, key);
    const [oldest = ''] = aliases.keys();
    if (aliases.size > 4 * MOST_ROWS) aliases.delete(oldest);
  }

  function changed(record: Recorded): void {
    record.revision = ++revision;
    const rows = [toRow(record)];
    for (const listener of listeners) listener(rows);
  }

  /** By the id of its request or, for what knows only its event, by that. */
  const find = (id: unknown): Recorded | undefined =>
    typeof id === 'string' ? (records.get(id) ?? records.get(aliases.get(id) ?? '')) : undefined;

  /** The delivery that a queue message holds; one that came by other ways than HTTP is new. */
  function ofMessage(body: unknown, at: number): Recorded | undefined {
    const correlationId = textAt(body, 'correlationId');
    const provider = textAt(body, 'provider');
    if (correlationId === undefined || provider === undefined) return undefined;
    const record = open(correlationId, at, provider);
    record.provider = provider;
    assign(record, {
      correlationId,
      endpoint: textAt(body, 'endpoint'),
      id: textAt(body, 'id'),
      order: textAt(body, 'orderKey') ?? record.order,
      type: record.type ?? textAt(body, 'event'),
    });
    alias(record.id, record.key);
    return record;
  }

  const handlers: Readonly<Record<string, (entry: JournalEntry) => void>> = {
    'http.request'({ ids: [id = ''], at, text }) {
      const path = textAt(parseJson(text), 'rawPath') ?? '';
      const [, provider, endpoint] = /^\/webhooks\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
      if (provider === undefined || endpoint === undefined) return;
      const record = open(id, at, provider);
      assign(record, { endpoint, correlationId: id });
      keep(record, 'request', text);
      addStep(
        record,
        { kind: 'receive', name: 'receive', state: 'waiting' },
        at,
        'quiet',
        'request received',
      );
      changed(record);
    },
    'http.answer'({ ids: [id = ''], at, text }) {
      const status = Number(text.slice(0, 3));
      // Requests beyond a route's limit are answered before anybody reads them.
      const record = records.get(id) ?? (status === 429 ? open(id, at, '') : undefined);
      if (!record) return;
      if (status !== 200) {
        record.outcome = 'refused';
        record.code ??= status === 429 ? 'THROTTLED' : `HTTP_${status}`;
      }
      const state = status === 200 ? 'passed' : 'failed';
      const tone = status === 200 ? 'good' : 'bad';
      addStep(record, { kind: 'receive', name: 'receive', state }, at, tone, `answered ${status}`);
      changed(record);
    },
    'sqs.deduplicated'({ at, text, where }) {
      const record = ofMessage(parseJson(text), at);
      if (!record) return;
      record.outcome = 'repeat';
      const said = 'dropped by SQS: the same id came less than 5 minutes ago, and stands for both';
      addStep(record, { kind: 'queue', name: where, state: 'failed' }, at, 'warn', said);
      changed(record);
    },
    'sqs.SendMessage'({ at, where, text }) {
      const content = parseJson(text);
      const written = textAt(content, 'input', 'MessageBody') ?? '';
      const body = parseJson(written);
      if (isDeadLetterQueueName(where)) return deadLettered(at, where, body);
      const record = ofMessage(body, at);
      if (!record || record.outcome === 'repeat') return;
      alias(textAt(content, 'output', 'MessageId'), record.key);
      keep(record, 'message', written);
      const replay = fieldAt(body, 'replay') === true;
      if (replay) {
        record.outcome = 'waiting';
        delete record.code;
        record.issues = [];
        for (const stop of record.stops) if (stop.kind === 'dead letters') stop.state = 'passed';
      }
      const said = replay ? 'replayed: stored again' : 'stored';
      addStep(record, { kind: 'queue', name: where, state: 'waiting' }, at, 'good', said);
      changed(record);
    },
    'sqs.ReceiveMessage'({ at, where, text }) {
      const message = parseJson(text);
      const record = isDeadLetterQueueName(where) ? undefined : find(textAt(message, 'MessageId'));
      if (!record) return;
      const times = Number(textAt(message, 'Attributes', 'ApproximateReceiveCount') ?? record.attempts + 1);
      record.attempts = times;
      const taken = times === 1 ? 'taken' : `taken for the ${times}. time`;
      addStep(record, { kind: 'queue', name: where, state: 'passed' }, at, 'quiet', taken);
      addStep(
        record,
        { kind: 'normalize', name: 'normalize', state: 'waiting' },
        at,
        'quiet',
        'reading begins',
      );
      changed(record);
    },
    'events.put'({ at, where, ids: [eventId], text }) {
      const content = parseJson(text);
      const detail = textAt(content, 'detail') ?? '';
      const event = parseJson(detail);
      const id = textAt(event, 'metadata', 'id');
      const correlationId = textAt(event, 'metadata', 'correlationid');
      const record = find(correlationId) ?? find(id) ?? strangerOnBus(eventId, at, content, event);
      alias(eventId, record.key);
      const notices = fieldAt(event, 'data', 'notices');
      const times = record.texts.message === undefined ? undefined : at - record.at;
      assign(record, {
        id,
        type: textAt(content, 'detailType'),
        order: textAt(event, 'metadata', 'subject'),
        number: textAt(event, 'data', 'order', 'number') ?? textAt(event, 'data', 'order', 'quoteNumber'),
        notices: Array.isArray(notices) ? notices.length : undefined,
        tookMs: record.tookMs ?? times,
      });
      record.outcome = 'published';
      delete record.code;
      keep(record, 'event', detail);
      addStep(
        record,
        { kind: 'normalize', name: 'normalize', state: 'passed' },
        at,
        'good',
        'read and mapped',
      );
      addStep(record, { kind: 'bus', name: where, state: 'passed' }, at, 'good', 'took the event');
      changed(record);
    },
    'events.matched'({ at, where, ids: [eventId], text }) {
      const record = find(eventId);
      const rules = fieldAt(parseJson(text), 'rules');
      if (!record || !Array.isArray(rules)) return;
      const bus = { kind: 'bus', name: where, state: 'passed' } as const;
      if (rules.length === 0) addStep(record, bus, at, 'warn', 'no rule matches: nobody gets it');
      for (const rule of rules.map(String)) {
        const text = 'its pattern matches';
        addStep(record, { kind: 'subscriber', name: rule, state: 'waiting' }, at, 'quiet', text);
      }
      changed(record);
    },
    'events.delivered': (entry) =>
      atTarget(
        entry,
        'passed',
        'good',
        ({ to, attempt }) => `delivered to ${to}${attempt === 1 ? '' : ` at the ${attempt}. attempt`}`,
      ),
    'events.retried': (entry) =>
      atTarget(entry, 'waiting', 'warn', ({ to, error }) => `${to} did not take it (${error}); tried again`),
    'events.dead-lettered': (entry) =>
      atTarget(
        entry,
        'failed',
        'bad',
        ({ to, error }) => `${to} did not take it (${error}); kept as a dead letter`,
      ),
    'events.dropped': (entry) => atTarget(entry, 'failed', 'bad', ({ reason }) => `dropped: ${reason}`),
    'lambda.invoke'({ ids: [id = ''], where, text }) {
      if (text.startsWith('{"Records"')) return batchBegins(id, text);
      if (!text.startsWith('{"version":"0"')) return;
      const record = find(textAt(parseJson(text), 'id'));
      if (record) invocations.set(id, { keys: [record.key], subscriber: where });
    },
    'lambda.result': ({ ids: [id = ''], at }) => invocationEnds(id, at, undefined),
    'lambda.failed': ({ ids: [id = ''], at, text }) =>
      invocationEnds(id, at, textAt(parseJson(text), 'errorType') ?? 'an error'),
  };

  /** What somebody else put on the bus. */
  function strangerOnBus(
    eventId: string | undefined,
    at: number,
    content: unknown,
    event: unknown,
  ): Recorded {
    const source = textAt(content, 'source') ?? '';
    const provider = textAt(event, 'metadata', 'provider') ?? source.replace(/^orders\./, '');
    return open(eventId ?? `${at}`, at, provider);
  }

  function atTarget(
    { at, ids: [eventId], text }: JournalEntry,
    state: 'passed' | 'waiting' | 'failed',
    tone: 'good' | 'warn' | 'bad',
    say: (told: { to: string; attempt: number; error: string; reason: string }) => string,
  ): void {
    const record = find(eventId);
    const notice = parseJson(text);
    if (!record) return;
    const arn = textAt(notice, 'target') ?? '';
    const told = {
      to: arn.includes(':lambda:') ? 'its function' : targetNameOf(arn),
      target: targetNameOf(arn),
      attempt: numberAt(notice, 'attempt') ?? 1,
      error: textAt(notice, 'error') ?? 'no reason',
      reason: textAt(notice, 'reason') ?? 'no reason',
    };
    const rule = textAt(notice, 'rule') ?? '';
    rules.set(told.target, rule);
    if (state === 'failed') record.outcome = 'subscriber failed';
    addStep(record, { kind: 'subscriber', name: rule, state }, at, tone, say(told));
    changed(record);
  }

  function batchBegins(id: string, text: string): void {
    const records = fieldAt(parseJson(text), 'Records');
    if (!Array.isArray(records)) return;
    const keys = records.flatMap((one) => find(textAt(one, 'messageId'))?.key ?? []);
    invocations.set(id, { keys });
  }

  function invocationEnds(id: string, at: number, error: string | undefined): void {
    const { keys = [], subscriber: name } = invocations.get(id) ?? {};
    invocations.delete(id);
    for (const record of keys.flatMap((key) => records.get(key) ?? [])) {
      if (name !== undefined) {
        const state = error === undefined ? 'passed' : 'failed';
        const subscriber = { kind: 'subscriber', name: rules.get(name) ?? name, state } as const;
        const said = error === undefined ? 'its function ended well' : `its function failed: ${error}`;
        addStep(record, subscriber, at, error === undefined ? 'good' : 'bad', said);
        if (error !== undefined) record.outcome = 'subscriber failed';
        else if (record.stops.every(({ kind, state }) => kind !== 'subscriber' || state === 'passed'))
          record.outcome = 'published';
      } else if (error !== undefined) {
        const normalize = { kind: 'normalize', name: 'normalize', state: 'waiting' } as const;
        addStep(record, normalize, at, 'bad', `the function failed: ${error}; SQS hands it out again`);
        record.outcome = 'retrying';
      } else continue;
      changed(record);
    }
  }

  function deadLettered(at: number, queue: string, body: unknown): void {
    const eventId = textAt(body, 'requestPayload', 'id') ?? textAt(body, 'id');
    const record = find(textAt(body, 'correlationId')) ?? find(eventId);
    if (!record) return;
    const code = textAt(body, 'failure', 'code');
    if (code !== undefined) {
      record.outcome = 'dead-lettered';
      record.code = code;
    } else record.outcome = 'subscriber failed';
    addStep(record, { kind: 'dead letters', name: queue, state: 'failed' }, at, 'bad', 'kept here');
    changed(record);
  }

  /** What our functions log says why; the journal says that. */
  function logged(at: number, fields: unknown): void {
    const record = find(textAt(fields, 'correlationId')) ?? find(textAt(fields, 'id'));
    const code = textAt(fields, 'code');
    const message = textAt(fields, 'message');
    if (!record) return;
    const issues = fieldAt(fields, 'issues');
    const listed = Array.isArray(issues) ? issues.map(String) : [];
    if (message === 'accepted') {
      assign(record, { secretPosition: numberAt(fields, 'key'), layout: textAt(fields, 'layout') });
    } else if (message === 'ignored') {
      record.outcome = 'ignored';
      assign(record, { type: textAt(fields, 'event'), id: textAt(fields, 'id') });
      const text = 'an event that is not mapped: acknowledged, and nothing kept';
      addStep(record, { kind: 'receive', name: 'receive', state: 'passed' }, at, 'quiet', text);
    } else if (message === 'refused' && code !== undefined) {
      record.code = code;
      record.issues = listed;
      addStep(record, { kind: 'receive', name: 'receive', state: 'failed' }, at, 'bad', code);
    } else if (message === 'retried' && code !== undefined) {
      record.code = code;
      record.outcome = 'retrying';
      const text = `${code}: tried again in ${numberAt(fields, 'retryInSeconds') ?? '?'} s`;
      addStep(record, { kind: 'normalize', name: 'normalize', state: 'waiting' }, at, 'warn', text);
    } else if (message === 'dead-lettered' && code !== undefined) {
      record.issues = listed;
      const text = `${code} (${textAt(fields, 'stage') ?? '?'})`;
      addStep(record, { kind: 'normalize', name: 'normalize', state: 'failed' }, at, 'bad', text);
    } else return;
    changed(record);
  }

  return {
    info: { kind: 'local', label: 'the local stack', gaps: GAPS },
    now: () => now() + ahead,
    rows: async () => [...records.values()].map(toRow),
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async find(key) {
      const record = find(key);
      return record && toKnown(record);
    },
    entry(entry) {
      ahead = entry.at - now();
      handlers[entry.kind]?.(entry);
    },
    log({ text }) {
      if (!text.startsWith('{"timestamp"')) return;
      for (const line of text.split('\n')) {
        const fields = line === '' ? undefined : parseJson(line);
        if (isObject(fields)) logged(now() + ahead, fields);
      }
    },
  };
}

/** Takes over the fields that have a value. */
function assign(
  record: Recorded,
  fields: { readonly [name in keyof Recorded]?: Recorded[name] | undefined },
) {
  Object.assign(
    record,
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  );
}

function toRow({ stops: _, texts: __, issues: ___, ...row }: Recorded): DeliveryRow {
  return row;
}

function toKnown(record: Recorded): Known {
  const { request, message, event } = record.texts;
  const read = request === undefined ? undefined : readHttpRequest(request);
  const nothing = request === undefined && message === undefined && event === undefined;
  return {
    row: toRow(record),
    way: wayOf(record),
    ...(read && { request: read }),
    ...(message !== undefined && { message }),
    ...(event !== undefined && { event }),
    issues: record.issues,
    gaps: nothing ? [GIVEN_UP] : [],
  };
}

import type { Target } from '@aws-sdk/client-eventbridge';
import { OrderEvent } from '../../../lib/order/order-event';
import { mapByClass } from '../../../lib/schema/redact';
import { InvalidPatternError } from '../../eventbridge/errors';
import { ExactNumber } from '../../eventbridge/exact-json';
import { compilePattern, type Pattern } from '../../eventbridge/pattern';
import { matchesPattern } from '../../eventbridge/pattern-match';
import { targetNameOf } from '../dlq/assess-event';
import { UsageError } from '../exit';
import { textAt } from '../fields';
import { outputsOf } from '../queues';
import { listRules, listTargets } from '../subscriber-queues';
import type { Account } from './account';
import { type LastEvent, lastEvents } from './last-events';
import type { Judged, RuleRow, Rules } from './model';
import type { Route } from './route';
import type { Source } from './source';

/** What the pages ask of the bus's rules, and a tester of patterns. */
export const ruleRoutes = (account: Account, source: Source): Route[] => [
  {
    method: 'GET',
    path: /^\/api\/rules$/,
    async handle(): Promise<Rules> {
      const { events: client, cloudFormation } = account.clients;
      const outputs = await outputsOf(cloudFormation, account.place.queues);
      const bus = outputs?.BusName ?? account.place.name;
      const events = await lastEvents(source);
      const failures = await failuresIn(source);
      const rules = await Promise.all(
        (await listRules(client, bus)).map(
          async ({ Name = '', EventPattern = '', State }): Promise<RuleRow> => ({
            name: Name,
            enabled: State === 'ENABLED',
            pattern: laidOut(EventPattern),
            targets: (await listTargets(client, bus, Name)).map(toTarget),
            matching: matching(EventPattern, events),
            failed: failures.flatMap(({ key, rules }) => (rules.includes(Name) ? [key] : [])),
          }),
        ),
      );
      return {
        bus,
        rules,
        events: events.length,
        ...(source.info.kind === 'deployed' && { remark: REMARK }),
      };
    },
  },
  {
    method: 'POST',
    path: /^\/api\/rules\/test$/,
    async handle({ body }): Promise<{ events: readonly Judged[] }> {
      const pattern = compiled(textAt(body, 'pattern') ?? '');
      return { events: (await lastEvents(source)).map((event) => judge(pattern, event)) };
    },
  },
];

const REMARK = 'The log holds no events, so patterns cannot be held against the last ones here.';

/** At whose subscriber an event failed. */
async function failuresIn(source: Source) {
  const failed = (await source.rows()).filter(({ outcome }) => outcome === 'subscriber failed');
  return Promise.all(
    failed.slice(-MOST_FAILURES).map(async ({ key }) => {
      const way = (await source.find(key))?.way ?? [];
      const stops = way.filter(({ kind, state }) => kind === 'subscriber' && state === 'failed');
      return { key, rules: stops.map(({ name }) => name) };
    }),
  );
}

/** More would not be read. */
const MOST_FAILURES = 500;

const toTarget = ({ Arn = '', DeadLetterConfig }: Target) => ({
  name: targetNameOf(Arn),
  deadLetters: DeadLetterConfig?.Arn !== undefined,
});

function matching(pattern: string, events: readonly LastEvent[]): string[] {
  // A rule may have a schedule, or a pattern with an operator that this version does not know.
  let rule: Pattern;
  try {
    rule = compilePattern(pattern);
  } catch {
    return [];
  }
  return events.flatMap(({ row, envelope }) => (matchesPattern(rule, envelope) ? [row.key] : []));
}

function compiled(pattern: string): Pattern {
  try {
    return compilePattern(pattern);
  } catch (error) {
    if (error instanceof InvalidPatternError)
      throw new UsageError(`EventBridge would refuse it: ${error.message}`);
    throw error;
  }
}

/** Whether an event matches and, where it does not, which fields say no: of the alternative that is closest. */
function judge(pattern: Pattern, { row, envelope }: LastEvent): Judged {
  const head = {
    key: row.key,
    number: row.number ?? row.order ?? 'unknown',
    type: row.type ?? '',
  };
  if (matchesPattern(pattern, envelope)) return { ...head, matches: true, why: [] };
  const shown = { ...envelope, detail: mapByClass(OrderEvent, envelope.detail, showHarmless) };
  const refusals = pattern.alternatives.map(({ fields }) =>
    fields.flatMap(({ path, leavesOf, matches, mayBeAbsent }) => {
      const values = [...leavesOf(envelope)].map(({ value }) => value).filter((value) => value !== undefined);
      if (values.some(matches) || (mayBeAbsent && values.length === 0)) return [];
      return [{ field: path, found: values.length === 0 ? 'absent' : foundAt(shown, path) }];
    }),
  );
  const [closest = []] = refusals.sort((a, b) => a.length - b.length);
  const apart = { field: 'together', found: 'each field matches, but not within the same element of a list' };
  return { ...head, matches: false, why: closest.length > 0 ? closest : [apart] };
}

const showHarmless = (personalData: string | undefined, value: unknown): unknown =>
  personalData === 'none' ? value : `[${personalData ?? 'unknown'}]`;

/** What stands at a path of a pattern; of a list, its elements' values. */
function foundAt(value: unknown, path: string): string {
  let found: unknown[] = [value];
  for (const step of path.split('.'))
    found = found
      .flat()
      .flatMap((one) =>
        typeof one === 'object' && one !== null && step in one ? [Reflect.get(one, step)] : [],
      );
  const texts = found.flat().map((one) => (one instanceof ExactNumber ? one.text : JSON.stringify(one)));
  return texts.join(', ').slice(0, 200) || 'something else';
}

function laidOut(pattern: string): string {
  try {
    return JSON.stringify(JSON.parse(pattern), null, 2);
  } catch {
    return pattern;
  }
}

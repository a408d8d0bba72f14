import { patternOf } from '../../lib/reading/notices';
import { leavesOf, withOther, withValue } from '../support/leaves';
import type { Check } from './check';
import type { Fixture } from './fixtures';
import { deliveryOf, type Outcome, outcomeOf } from './outcome';
import { circumstancesOf } from './signing';
import type { Subject } from './subject';

const HOUR_MS = 3_600_000;

/** One order through time: its states are told apart, and its times are those that its offsets say. */
export function orderChecks({ provider, fixtures, write }: Subject): readonly Check[] {
  return [
    {
      name: 'gives two states of one order different ids and the same order',
      run() {
        for (const event of Object.keys(provider.events)) {
          const state = (order: number, step: number) => {
            const payload = JSON.stringify(write({ event, account: 'acme', order, step }));
            return deliveryOf(provider, payload, circumstancesOf(provider, event, payload));
          };
          const [first, second, other] = [state(7, 0), state(7, 1), state(8, 0)];
          expect(second.orderKey).toBe(first.orderKey);
          expect(first.orderKey).toBeDefined();
          expect(other.orderKey).not.toBe(first.orderKey);
          expect(new Set([first.id, second.id, other.id]).size).toBe(3);
        }
      },
    },
    {
      name: 'moves its times by an hour where an offset moves by an hour',
      run() {
        const seen = new Set<string>();
        for (const fixture of fixtures) {
          if (!('data' in fixture.expected)) continue;
          const payload: unknown = JSON.parse(fixture.payload);
          for (const { pointer, value } of leavesOf(payload)) {
            const moved = typeof value === 'string' ? withLaterOffset(value) : undefined;
            if (moved === undefined || seen.has(patternOf(pointer))) continue;
            seen.add(patternOf(pointer));
            expect({ [pointer]: wrongTimes(payload, pointer, moved, fixture) }).toEqual({ [pointer]: [] });
          }
        }
      },
    },
  ];

  /** The times of the event that come from that leaf and do not follow its offset. */
  function wrongTimes(
    payload: unknown,
    pointer: string,
    moved: string,
    { circumstances }: Fixture,
  ): string[] {
    const timesOf = (it: unknown) => timesIn(outcomeOf(provider, JSON.stringify(it), circumstances));
    const before = timesOf(payload);
    const inAnotherYear = timesOf(withOther(payload, pointer));
    const after = timesOf(withValue(payload, pointer, moved));
    return [...before.keys()].filter((place) => {
      if (inAnotherYear.get(place) === before.get(place)) return false;
      return millisecondsOf(after.get(place)) !== millisecondsOf(before.get(place)) - HOUR_MS;
    });
  }
}

/** Every time of an event, by its place. What a provider lets its users write may look like one, and is none. */
function timesIn(outcome: Outcome): ReadonlyMap<string, string> {
  if (!('data' in outcome)) return new Map();
  const { metadata, data } = outcome;
  return new Map(
    leavesOf({ metadata, ...('order' in data && { order: data.order }) }).flatMap(({ pointer, value }) =>
      typeof value === 'string' && CANONICAL_TIME.test(value) ? [[pointer, value]] : [],
    ),
  );
}

const CANONICAL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** The same clock an hour further east; `undefined` of a text that is no time with an offset. */
function withLaterOffset(text: string): string | undefined {
  const [, local = '', sign, hours = '', minutes] = TIME_WITH_OFFSET.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const offset = Number(`${sign}${hours}`) + 1;
  return `${local}${offset < 0 ? '-' : '+'}${String(Math.abs(offset)).padStart(2, '0')}:${minutes}`;
}

const TIME_WITH_OFFSET = /^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.]*)([+-])(\d\d):?(00)$/;

const millisecondsOf = (time: string | undefined): number =>
  time === undefined ? Number.NaN : Date.parse(time);

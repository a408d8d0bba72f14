import * as v from 'valibot';
import { groupOf } from '../../lib/delivery';
import { isSorted } from '../../lib/json';
import type { CanonicalEvent } from '../../lib/order/canonical-event';
import { CustomerRedacted } from '../../lib/order/customer-redacted';
import { EVENT_TYPES, OrderEvent } from '../../lib/order/order-event';
import { isCredentialName, WITHHELD } from '../../lib/reading/credentials';
import { patternOf } from '../../lib/reading/notices';
import { read } from '../../lib/reading/read';
import { NO_CLAIMS, trust } from '../../lib/webhook';
import { leavesOf, lostLeaves, matches, without, withValue } from '../support/leaves';
import type { Check } from './check';
import type { Fixture } from './fixtures';
import { checkedOutcomeOf, deliveryOf, isOrder, type Outcome, outcomeOf, withoutId } from './outcome';
import { circumstancesOf } from './signing';
import type { Subject } from './subject';

/** What SQS takes as an id of a group or for deduplication. */
const SQS_ID = /^[\w!"#$%&'()*+,\-./:;<=>?@[\\\]^`{|}~]{1,128}$/;

const CANARY = 'canary-5f3c';
/** What it is shows, whatever its field is called. */
const CARD_NUMBER = '4242424242424242';
const CANARY_OR_WITHHELD = new RegExp(`${CANARY}|VALUE_WITHHELD|\\[withheld\\]`);

/** The reading: what becomes of a payload, and that nothing in it is lost or let slip. */
export function readingChecks({ provider, fixtures, write }: Subject): readonly Check[] {
  const whole = fixtures.filter(({ expected }) => 'data' in expected);
  /** The outcome of a fixture's payload after a change. */
  const outcomeWith = (payload: unknown, { circumstances }: Fixture): Outcome =>
    outcomeOf(provider, JSON.stringify(payload), circumstances);
  /** Each place of the payloads once, in the first case that has it. */
  const eachPlace = (run: Visit) => eachOnce(whole, patternOf, run);
  /** Each object of the payloads once, by a leaf in it. */
  const eachObject = (run: Visit) =>
    eachOnce(whole, (pointer) => patternOf(pointer).replace(/[^/]*$/, ''), run);

  return [
    ...fixtures.map(({ name, payload, circumstances, expected }) => ({
      name: `makes of "${name}" what is expected`,
      run: () => expect(checkedOutcomeOf(provider, payload, circumstances)).toEqual(expected),
    })),
    {
      name: 'has a case for each of its events and for a failure',
      run() {
        const events = whole.map(({ expected }) => (expected as CanonicalEvent).metadata.event);
        expect([...new Set(events)].sort()).toEqual(Object.keys(provider.events).sort());
        expect(fixtures.some(({ expected }) => 'failure' in expected)).toBe(true);
      },
    },
    {
      name: 'makes the same bytes of the same delivery, in whatever order deliveries come',
      run() {
        const read = ({ payload, circumstances }: Fixture) =>
          JSON.stringify(outcomeOf(provider, payload, circumstances));
        const first = fixtures.map(read);
        expect([...fixtures].reverse().map(read).reverse()).toEqual(first);
      },
    },
    {
      name: 'writes what the strict schema accepts',
      run() {
        for (const { name, payload, circumstances } of whole) {
          const outcome = outcomeOf(provider, payload, circumstances);
          const { issues } = v.safeParse(isOrder(outcome) ? OrderEvent : CustomerRedacted, outcome);
          expect({ [name]: issues?.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`) }).toEqual({
            [name]: undefined,
          });
        }
      },
    },
    {
      name: 'writes keys in sequence, so that an order is hashed as it stands',
      run() {
        for (const { name, payload, circumstances } of whole) {
          const { data } = read(provider, deliveryOf(provider, payload, circumstances)).event;
          const content = 'order' in data ? data.order : data.customer;
          expect({ [name]: isSorted(content) }).toEqual({ [name]: true });
        }
      },
    },
    {
      name: 'gives a delivery ids that SQS takes, and its order the key that the event has',
      run() {
        for (const { payload, circumstances, expected } of whole) {
          const delivery = deliveryOf(provider, payload, circumstances);
          expect(delivery.id).toMatch(SQS_ID);
          expect(groupOf(delivery)).toMatch(SQS_ID);
          expect(delivery.orderKey).toBe((expected as CanonicalEvent).metadata.subject);
          expect(deliveryOf(provider, payload, circumstances)).toEqual(delivery);
        }
      },
    },
    {
      name: 'identifies whatever was verified, or nothing',
      run() {
        const known = { endpoint: 'example', account: 'acme', claims: NO_CLAIMS, body: Buffer.from('body') };
        const verified = ['', 'no JSON', 'null', '[]', '5', '{}', new Uint8Array([0xff])].map((it) =>
          trust(it),
        );
        for (const content of [undefined, ...verified]) {
          const { id, orderKey } = provider.identify({ ...known, verified: content });
          expect(id).toMatch(/^[0-9a-f]{64}$/);
          expect(orderKey).toBeUndefined();
        }
        const other = provider.identify({ ...known, body: Buffer.from('other') });
        expect(other.id).not.toBe(provider.identify(known).id);
      },
    },
    {
      name: 'loses no leaf of a payload',
      run() {
        for (const fixture of whole) {
          const payload: unknown = JSON.parse(fixture.payload);
          const lost = lostLeaves(payload, provider.leftOut, (it) => withoutId(outcomeWith(it, fixture)));
          expect({ [fixture.name]: lost }).toEqual({ [fixture.name]: [] });
        }
      },
    },
    {
      name: 'keeps a field that no schema knows, with a notice',
      run() {
        eachObject((fixture, payload, pointer) => {
          const place = siblingOf(pointer, 'never_seen');
          if (place === undefined) return;
          const { notices, ...passedOn } = data(
            outcomeWith(withValue(payload, place, { deep: [CANARY] }), fixture),
          );
          const { unmapped } = passedOn;
          // In a provider's free object any key is known, and below an unknown field none is.
          if (!Object.hasOwn(unmapped, place))
            return expect(JSON.stringify(passedOn)).toMatch(CANARY_OR_WITHHELD);
          expect(unmapped[place]).toEqual(hasCredentialName(place) ? WITHHELD : { deep: [CANARY] });
          expect(notices).toContainEqual(expect.objectContaining({ code: 'UNMAPPED_FIELD', path: place }));
        });
      },
    },
    {
      name: 'says nothing of an unknown field that is null or empty',
      run() {
        eachObject((fixture, payload, pointer) => {
          const place = siblingOf(pointer, 'never_seen');
          if (place === undefined) return;
          const newsIn = (it: unknown) => {
            const { notices, unmapped } = data(outcomeWith(it, fixture));
            return { notices, unmapped: Object.keys(unmapped) };
          };
          const silent = newsIn(payload);
          for (const empty of [null, '', [], {}])
            expect({ [place]: newsIn(withValue(payload, place, empty)) }).toEqual({ [place]: silent });
        });
      },
    },
    {
      name: 'has nothing to say about a plain order, however much of it is filled',
      run() {
        for (const event of Object.keys(provider.events))
          for (const full of [false, true])
            for (const order of [7, 8, 9]) {
              const payload = JSON.stringify(write({ event, account: 'acme', order, step: 1, full }));
              const { notices, unmapped } = data(
                outcomeOf(provider, payload, circumstancesOf(provider, event, payload)),
              );
              expect({ notices, unmapped }).toEqual({ notices: [], unmapped: {} });
            }
      },
    },
    {
      name: 'keeps or refuses a value of another type than documented',
      run() {
        eachPlace((fixture, payload, pointer) => {
          const outcome = outcomeWith(withValue(payload, pointer, { odd: CANARY }), fixture);
          if (!('data' in outcome)) return assertExpected(outcome, pointer);
          if (provider.leftOut.some(({ path }) => matches(path, pointer))) return;
          expect({ [pointer]: JSON.stringify(outcome.data) }).toEqual({
            [pointer]: expect.stringMatching(CANARY_OR_WITHHELD),
          });
        });
      },
    },
    {
      name: 'takes what is null, missing or empty for absent, or refuses it',
      run() {
        eachPlace((fixture, payload, pointer) => {
          for (const changed of [withValue(payload, pointer, null), withValue(payload, pointer, '')])
            assertExpected(outcomeWith(changed, fixture), pointer);
          assertExpected(outcomeWith(without(payload, pointer), fixture), pointer);
        });
      },
    },
    {
      name: 'passes on no credential',
      run() {
        const madeOf = (fixture: Fixture, payload: unknown, place: string, value: string) =>
          outcomeWith(withValue(payload, place, value), fixture);
        eachObject((fixture, payload, pointer) => {
          const place = siblingOf(pointer, 'never_seen');
          if (place === undefined) return;
          const made = madeOf(fixture, payload, place, CARD_NUMBER);
          expect([place, JSON.stringify(made).includes(CARD_NUMBER)]).toEqual([place, false]);
          // In what shoppers and merchants fill, names say nothing.
          if (!Object.hasOwn(data(made).unmapped, place)) return;
          for (const name of ['card_token', 'apiKey', 'client_secret']) {
            const named = siblingOf(pointer, name) ?? '';
            const made = JSON.stringify(madeOf(fixture, payload, named, CANARY));
            expect([named, made.includes(CANARY)]).toEqual([named, false]);
          }
        });
        eachPlace((fixture, payload, pointer) => {
          const leftOut = provider.leftOut.some(({ path }) => matches(path, pointer));
          const made = () => JSON.stringify(madeOf(fixture, payload, pointer, CANARY));
          if (leftOut && hasCredentialName(pointer))
            expect([pointer, made().includes(CANARY)]).toEqual([pointer, false]);
        });
      },
    },
    {
      name: 'refuses what is no payload, by what is wrong with it',
      run() {
        const [{ circumstances } = { circumstances: {} }] = whole;
        const code = (payload: string) =>
          (outcomeOf(provider, payload, circumstances) as Failed).failure.code;
        expect(['', '{"a":'].map(code)).toEqual(['NOT_JSON', 'NOT_JSON']);
        for (const payload of ['null', '[]', '{}', '"text"']) expect(code(payload)).toBe('SCHEMA_MISMATCH');
      },
    },
    {
      name: 'has samples that become events, each of another order',
      run() {
        for (const [event, { type }] of Object.entries(provider.events)) {
          const [a, b] = [provider.sample(event, 'acme'), provider.sample(event, 'acme')].map((payload) =>
            outcomeOf(provider, payload, circumstancesOf(provider, event, payload)),
          ) as [CanonicalEvent, CanonicalEvent];
          expect(a).toMatchObject({ metadata: { type }, data: { notices: [], unmapped: {} } });
          expect(a.metadata.id).not.toBe(b.metadata.id);
          expect(a.metadata.subject).not.toBe(b.metadata.subject);
        }
      },
    },
    {
      name: 'is named as URLs, queues and rules want it',
      run() {
        expect(provider.name).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
        expect(provider.signatureHeader).toBe(provider.signatureHeader.toLowerCase());
        for (const { type } of Object.values(provider.events)) expect(EVENT_TYPES).toContain(type);
      },
    },
  ];
}

type Visit = (fixture: Fixture, payload: unknown, pointer: string) => void;

/** Visits the first leaf of each name that `nameOf` gives to a pointer. */
function eachOnce(fixtures: readonly Fixture[], nameOf: (pointer: string) => string, visit: Visit): void {
  const seen = new Set<string>();
  for (const fixture of fixtures) {
    const payload: unknown = JSON.parse(fixture.payload);
    for (const { pointer } of leavesOf(payload)) {
      if (!seen.has(nameOf(pointer))) visit(fixture, payload, pointer);
      seen.add(nameOf(pointer));
    }
  }
}

type Failed = Extract<Outcome, { failure: unknown }>;

function data(outcome: Outcome): CanonicalEvent['data'] {
  if (!('data' in outcome)) throw new Error(`Became no event: ${JSON.stringify(outcome)}`);
  return outcome.data;
}

/** Another key of the same object; none, where the leaf is an item of a list. */
function siblingOf(pointer: string, key: string): string | undefined {
  return /\/\d+$/.test(pointer) ? undefined : pointer.replace(/[^/]*$/, key);
}

const hasCredentialName = (pointer: string): boolean => pointer.split('/').some(isCredentialName);

/** Any outcome but a bug. */
function assertExpected(outcome: Outcome, pointer: string): void {
  if ('failure' in outcome && outcome.failure.code === 'INTERNAL')
    throw new Error(`A bug, where ${pointer} is odd: ${outcome.failure.paths.join(', ')}`);
}

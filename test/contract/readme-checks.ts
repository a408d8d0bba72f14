import type { CanonicalEvent } from '../../lib/order/canonical-event';
import { patternOf } from '../../lib/reading/notices';
import { leavesOf, matches } from '../support/leaves';
import type { Check } from './check';
import { type Outcome, outcomeOf } from './outcome';
import { readReadmeAt } from './readme';
import type { Subject } from './subject';

/** Two values for a place, one pair of each kind that a field may take. */
const PAIRS: readonly (readonly [unknown, unknown])[] = [
  ['alpha', 'beta'],
  ['1', '2'],
  ['1.25', '2.5'],
  ['2024-01-01T00:00:00Z', '2025-02-02T00:00:00Z'],
  ['DE', 'FR'],
  ['KWD', 'JPY'],
  [1, 2],
  [true, false],
  [{ alpha: 1 }, { beta: 2 }],
  [null, 'alpha'],
  [null, 1],
];

/** Follow from others, or from the delivery. */
const DERIVED = /^\/metadata\/(?:id|subject|time|sequence|contenthash)$/;

/** The README: its tables say what the code does. */
export function readmeChecks({ provider, fixtures, readme: path }: Subject): readonly Check[] {
  const readme = () => readReadmeAt(path);
  const examples = fixtures
    .filter(({ expected }) => 'data' in expected)
    .sort((a, b) => b.payload.length - a.payload.length)
    .map(({ payload, circumstances }) => ({ base: JSON.parse(payload) as unknown, circumstances }));
  /** The largest case that has the field: a field of one version is not looked for in another. */
  const exampleFor = (pattern: string) =>
    examples.find(({ base }) => at(base, pattern.replaceAll('*', '0')) !== undefined) ?? examples[0];
  const outcomeWith = (pattern: string, value: unknown): Outcome => {
    const { base, circumstances } = exampleFor(pattern) ?? { base: {}, circumstances: {} };
    return outcomeOf(provider, JSON.stringify(fill(base, stepsOf(pattern), value)), circumstances);
  };
  /** What changes in the event with the source, by one pair after the other until all that is named has. */
  const changedBy = (source: string, named: readonly string[]): ReadonlySet<string> => {
    const changed = new Set<string>();
    const here = at(exampleFor(source)?.base, source.replaceAll('*', '0'));
    const likely = PAIRS.filter((pair) => here === undefined || typeof pair[1] === typeof here);
    for (const [a, b] of new Set([...likely, ...PAIRS])) {
      for (const path of differences(outcomeWith(source, a), outcomeWith(source, b)))
        if (!DERIVED.test(path)) changed.add(patternOf(path));
      if (named.every((target) => [...changed].some((path) => isWithin(path, target)))) break;
    }
    return changed;
  };

  return [
    {
      name: 'has a README that says how long its sender waits, whether it sends again, and what is lost if not',
      run() {
        const { sender } = readme();
        expect(sender['waits for an answer']).toMatch(new RegExp(`^${provider.answerWithinSeconds} s\\b`));
        expect(sender['sends again']).toMatch(provider.retries ? /^yes\b/ : /^(?:no|not stated)\b/);
        expect(sender['what never came']).toMatch(/\w/);
      },
    },
    {
      name: 'has a README whose rows say where each field goes',
      run() {
        for (const { sources, targets } of readme().mapped)
          for (const source of sources) {
            const named = targets.filter((target) => !DERIVED.test(target));
            const changed = [...changedBy(source, named)];
            const untrue = named.filter((target) => !changed.some((path) => isWithin(path, target)));
            const unnamed = changed.filter((path) => !named.some((target) => isWithin(path, target)));
            // Another currency is another minor unit, and so another amount everywhere.
            const currency = named.includes('/data/order/currency');
            expect({ source, untrue, unnamed: currency ? [] : unnamed }).toEqual({
              source,
              untrue: [],
              unnamed: [],
            });
          }
      },
    },
    {
      name: 'has a README with a row for each leaf of its cases',
      run() {
        const { mapped, leftOut } = readme();
        const rows = [...mapped, ...leftOut].flatMap(({ sources }) => sources);
        for (const { payload, expected, name } of fixtures) {
          if (!('data' in expected)) continue;
          const { unmapped } = expected.data;
          const missing = leavesOf(JSON.parse(payload))
            .map(({ pointer }) => pointer)
            .filter((pointer) => !Object.keys(unmapped).some((place) => isWithin(pointer, place)))
            .filter((pointer) => !rows.some((row) => isWithinPattern(pointer, row)));
          expect({ [name]: missing }).toEqual({ [name]: [] });
        }
      },
    },
    {
      name: 'has a README that lists what is left out',
      run() {
        const listed = readme().leftOut.flatMap(({ sources, reason }) =>
          sources.map((path) => ({ path, reason })),
        );
        expect(listed.sort(byPath)).toEqual([...provider.leftOut].sort(byPath));
      },
    },
    {
      name: 'has a README whose words mean what it says',
      run() {
        for (const { source, target, words: meanings } of readme().words)
          for (const [native, value] of Object.entries(meanings)) {
            const told = at(outcomeWith(source, native), target.replaceAll('*', '0'));
            expect({ native, told }).toEqual({ native, told: { value, native } });
          }
      },
    },
  ];
}

/** Where two outcomes differ; nowhere, if one of them is no event. */
function differences(a: Outcome, b: Outcome): string[] {
  if (!('data' in a) || !('data' in b)) return [];
  const [left, right] = [leavesIn(a), leavesIn(b)];
  return [...new Set([...left.keys(), ...right.keys()])].filter((path) => left.get(path) !== right.get(path));
}

function leavesIn({ metadata, data: { notices: _, unmapped: __, ...data } }: CanonicalEvent) {
  // A summary follows from the order.
  const { summary, ...mapped } = 'order' in data ? data : { ...data, summary: undefined };
  return new Map(leavesOf({ metadata, data: mapped }).map(({ pointer, value }) => [pointer, value]));
}

const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1);

const stepsOf = (pattern: string): string[] => pattern.split('/').slice(1);

const isWithin = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);

/** A free field's own keys are within it. */
const isWithinPattern = (pointer: string, pattern: string): boolean => {
  const length = stepsOf(pattern).length;
  return matches(pattern, `/${stepsOf(pointer).slice(0, length).join('/')}`);
};

const at = (value: unknown, pattern: string): unknown =>
  stepsOf(pattern).reduce<unknown>(
    (here, step) => (here as Record<string, unknown> | undefined)?.[step],
    value,
  );

/** A copy with that value at the pattern, `*` being the first of a list; what is missing on the way is made. */
function fill(value: unknown, [step, ...steps]: readonly string[], leaf: unknown): unknown {
  if (step === undefined) return leaf;
  if (step === '*') {
    const [first, ...others] = Array.isArray(value) ? value : [];
    return [fill(first, steps, leaf), ...others];
  }
  const copy = { ...(value as Record<string, unknown> | null | undefined) };
  return { ...copy, [step]: fill(copy[step], steps, leaf) };
}

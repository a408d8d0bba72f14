import { FAILURES, STAGES } from '../../../lib/failure';
import { isObject } from '../../../lib/json';
import type { Provider } from '../../../lib/provider';
import { UsageError } from '../exit';
import { parseAge, readWhen } from '../when';
import type { Assess } from './assess';
import type { DeadLetter, Summary } from './dead-letter';
import { parsedPayload } from './mask-payload';

/** The options that choose dead letters; all that are given have to hold. */
export const FILTER_OPTIONS = {
  provider: { type: 'string' },
  account: { type: 'string' },
  order: { type: 'string' },
  code: { type: 'string' },
  stage: { type: 'string' },
  id: { type: 'string' },
  'older-than': { type: 'string' },
  'newer-than': { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
} as const;

export type FilterValues = { readonly [name in keyof typeof FILTER_OPTIONS]?: string | undefined };

export interface Filter {
  /** @param assess is asked where only the payload knows */
  matches(deadLetter: DeadLetter, now: number, assess: Assess): boolean | Promise<boolean>;
  /**
   * To be called once all dead letters were looked at.
   * @throws UsageError for a word that neither this version nor one of the dead letters knows
   */
  checkWords(): void;
}

/** Stands for what a dead letter does not have. */
const NONE = 'none';

/**
 * @param now milliseconds since 1970: a time of day is the last one before it
 * @throws UsageError for an age or a time that is none
 */
export function toFilter(values: FilterValues, providers: readonly Provider[], now: number): Filter {
  const { since, until } = values;
  const from = since === undefined ? Number.NEGATIVE_INFINITY : readWhen('since', since, now);
  const to = until === undefined ? Number.POSITIVE_INFINITY : readWhen('until', until, now);
  const olderThan = readAge('older-than', values);
  const newerThan = readAge('newer-than', values);
  const words = {
    provider: new Set(providers.map(({ name }) => name)),
    code: new Set<string>([...Object.keys(FAILURES), NONE]),
    stage: new Set<string>([...STAGES, NONE]),
  };
  const is = (name: 'provider' | 'account' | 'code' | 'stage', summary: Summary) =>
    values[name] === undefined || values[name] === (summary[name] ?? NONE);

  return {
    matches(deadLetter, now, assess) {
      const { summary } = deadLetter;
      for (const name of WORDS) words[name].add(summary[name] ?? NONE);
      const deadAt = Date.parse(summary.deadAt ?? '');
      const age = now - deadAt;
      const isChosen =
        is('provider', summary) &&
        is('account', summary) &&
        is('code', summary) &&
        is('stage', summary) &&
        (values.id === undefined || isNamed(values.id, deadLetter)) &&
        (olderThan === undefined || age > olderThan) &&
        (newerThan === undefined || age < newerThan) &&
        (since === undefined || deadAt >= from) &&
        (until === undefined || deadAt <= to);
      return isChosen && (values.order === undefined || isOfOrder(values.order, deadLetter, assess));
    },
    checkWords() {
      for (const name of WORDS) {
        const word = values[name];
        if (word !== undefined && !words[name].has(word))
          throw new UsageError(`--${name} ${word}: expected one of ${[...words[name]].sort().join(', ')}`);
      }
    },
  };
}

const WORDS = ['provider', 'code', 'stage'] as const;

/** By the beginning of its event id or of its SQS message id. */
export const isNamed = (id: string, { summary, received }: DeadLetter): boolean =>
  summary.id.startsWith(id) || received.key.startsWith(id);

/** By the whole id of its order, the provider's own part of it, or the number that people know. */
async function isOfOrder(asked: string, deadLetter: DeadLetter, assess: Assess): Promise<boolean> {
  const { orderKey } = deadLetter.summary;
  if (orderKey === null ? asked === NONE : orderKey === asked || orderKey.endsWith(`:${asked}`)) return true;
  const assessment = await assess(deadLetter);
  if (!assessment.ok) return numbersIn(parsedPayload(deadLetter, assessment)).includes(asked);
  const { number, quoteNumber, id } = assessment.event?.data.order ?? {};
  return [number, quoteNumber, id].includes(asked) || (id?.endsWith(`:${asked}`) ?? false);
}

/** What a payload that cannot be read calls a number, in itself or one level below. */
const numbersIn = (payload: unknown): string[] =>
  [payload, ...(isObject(payload) ? Object.values(payload) : [])]
    .filter(isObject)
    .flatMap((part) => Object.entries(part))
    .flatMap(([key, value]) => (/number$/i.test(key) ? [String(value)] : []));

function readAge(name: 'older-than' | 'newer-than', values: FilterValues): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const age = parseAge(text);
  if (age === undefined) throw new UsageError(`--${name} ${text}: expected an age such as 30m, 2h or 3d`);
  return age;
}

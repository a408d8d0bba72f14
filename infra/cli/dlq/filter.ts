import { UsageError } from '../exit';
import type { Summary } from './dead-letter';
import { AGE_UNITS } from './print';

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
} as const;

export type FilterValues = { readonly [name in keyof typeof FILTER_OPTIONS]?: string | undefined };

/** @param key the dead letter's SQS message id, by which it can be named too */
export type Filter = (summary: Summary, key: string, now: number) => boolean;

/** Stands for a code or stage that a dead letter does not have. */
const NONE = 'none';

/** @throws UsageError for a value that no dead letter can have */
export function toFilter(values: FilterValues): Filter {
  const olderThan = readAge('older-than', values);
  const newerThan = readAge('newer-than', values);
  const is = (asked: string | undefined, found: string | null) =>
    asked === undefined || asked === (found ?? NONE);
  return (summary, key, now) => {
    const age = summary.deadAt === null ? undefined : now - Date.parse(summary.deadAt);
    return (
      is(values.provider, summary.provider) &&
      is(values.account, summary.account) &&
      is(values.code, summary.code) &&
      is(values.stage, summary.stage) &&
      (values.order === undefined || isOrder(values.order, summary.orderKey)) &&
      (values.id === undefined || isNamed(values.id, summary, key)) &&
      (olderThan === undefined || (age !== undefined && age > olderThan)) &&
      (newerThan === undefined || (age !== undefined && age < newerThan))
    );
  };
}

/** By the beginning of its event id or of its SQS message id. */
export const isNamed = (id: string, summary: Summary, key: string): boolean =>
  summary.id.startsWith(id) || key.startsWith(id);

/** Milliseconds of `90s`, `5m`, `2h`, `3d` or `1w`; undefined for anything else. */
export function parseAge(text: string): number | undefined {
  const [, count, unit] = /^(\d+(?:\.\d+)?)([smhdw])$/.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * AGE_UNITS[unit as keyof typeof AGE_UNITS];
}

/** The whole id of an order, or the provider's own part of it. */
const isOrder = (asked: string, orderKey: string | null): boolean =>
  orderKey === asked || (orderKey?.endsWith(`:${asked}`) ?? asked === NONE);

function readAge(name: 'older-than' | 'newer-than', values: FilterValues): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const age = parseAge(text);
  if (age === undefined) throw new UsageError(`--${name} ${text}: expected an age such as 30m, 2h or 3d`);
  return age;
}

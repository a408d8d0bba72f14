import type { Brand } from 'valibot';
import type { Maybe } from './maybe';

/**
 * Kinds of fields. A schema gives one to a field by `v.brand(kind)` (`field-schemas.ts`), where the value's type does
 * not say enough: an amount, a time and a name are all texts, and a mapping must not read one as another.
 */
export type Kind =
  | 'amount'
  | 'date'
  | 'id'
  | 'measure'
  | 'rate'
  | 'textId'
  | 'textOrList'
  | 'time'
  | 'whole'
  | 'wholeText';

/** The keys of the fields of one of these kinds. */
export type KeyOfKind<T, K extends Kind> = K extends Kind ? Matching<T, Brand<K>> : never;

/** The keys of the texts that are nothing but texts. */
export type TextKey<T> = {
  [K in keyof T]-?: IsExactly<NonNullable<T[K]>, string> extends true ? K : never;
}[keyof T] &
  string;

export type FlagKey<T> = Matching<T, boolean>;

/** The keys of what a provider lets its users fill with any JSON. */
export type FreeKey<T> = { [K in keyof T]-?: unknown extends T[K] ? K : never }[keyof T] & string;

/** The keys of objects that the schema describes. */
export type ObjectKey<T> = {
  [K in keyof T]-?: unknown extends T[K]
    ? never
    : NonNullable<T[K]> extends Scalar | readonly unknown[]
      ? never
      : K;
}[keyof T] &
  string;

/** The keys of lists of such objects. */
export type ListKey<T> = Matching<T, readonly Maybe<object>[]>;

/** The keys of lists of texts. */
export type TextsKey<T> = Matching<T, readonly Maybe<string>[]>;

/** What a list under the key holds. */
export type ItemOf<T, K extends keyof T> =
  NonNullable<T[K]> extends readonly (infer I)[] ? NonNullable<I> & object : never;

type Scalar = string | number | boolean;

/** The keys whose values, where there are any, are of that type. */
type Matching<T, V> = {
  [K in keyof T]-?: [NonNullable<T[K]>] extends [V] ? K : never;
}[keyof T] &
  string;

type IsExactly<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

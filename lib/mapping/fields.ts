import type { Currency } from '../currency';
import type { NoticeCode } from '../order/order-event';
import type { RateUnit } from '../order/tax';
import type { Report } from '../reading/report';
import { kindOf } from '../schema/issues';
import { amountOf, decimalOf, rateOf } from './amounts';
import { orderCurrency, partCurrency } from './currencies';
import type { FlagKey, FreeKey, ItemOf, KeyOfKind, ListKey, ObjectKey, TextKey, TextsKey } from './kinds';
import type { Maybe } from './maybe';
import { dateOf, isFarAfter, orderTimeOf, timeOf } from './times';
import { freeOf, idOf, measureOf, oneOrAll, textOf, textsIn, wholeOf, writtenOf } from './values';
import { type Country, countryOf, type StatusOf, statusOf, wordOf } from './words';

/** What every field of a payload is read with. */
export interface Circumstances {
  readonly report: Report;
  /** IANA zone of times without an offset. */
  readonly timeZone?: string | undefined;
  /** How the provider documents its amounts; absent where it documents both. */
  readonly amountsAre?: Spelling;
}

type Spelling = 'string' | 'number';

/**
 * One object of the payload, and what a mapping reads of it. A mapping line names its source field once: value,
 * pointer and kind all follow from the key. What is missing, `null` or empty is `undefined`; what cannot be read as
 * the kind that the schema gives it is set aside into `unmapped`; what is spelled otherwise than documented and says the
 * same keeps its place, with a notice.
 *
 * @example
 * const line = new Fields<Line>(value, '/data/lines/0', { report });
 * line.amount('total_cost', EUR); // 1250; notices and issues point at /data/lines/0/total_cost
 */
export class Fields<T extends object> {
  constructor(
    private readonly source: T,
    /** JSON Pointer of the object. */
    readonly pointer: string,
    private readonly circumstances: Circumstances,
  ) {}

  /** JSON Pointer of a field. */
  at(key: keyof T & string): string {
    return `${this.pointer}/${key}`;
  }

  /** The value as it stands: for what the schema needs, and for comparisons. */
  value<K extends keyof T & string>(key: K): T[K] {
    return this.source[key];
  }

  text(key: TextKey<T>): string | undefined {
    return textOf(this.read(key));
  }

  /** A text that a shopper or a merchant wrote: any text, but no credential is passed on. */
  written(key: TextKey<T>): string | undefined {
    return writtenOf(this.read(key), this.pointer, key, this.circumstances.report);
  }

  /** An id as a text. */
  id(key: KeyOfKind<T, 'id'>): string | undefined {
    const value = this.read<string | number>(key);
    const id = idOf(value, this.pointer, key, this.circumstances.report);
    if (id === undefined) return undefined;
    // A number that JavaScript cannot hold comes as the text of its digits.
    return this.spelled(Number.isSafeInteger(Number(id)) ? 'number' : undefined, key, value, id);
  }

  /** An id that is documented as a text and as a number, as a text. */
  textId(key: KeyOfKind<T, 'textId'>): string | undefined {
    const value = this.read<string | number>(key);
    return typeof value === 'number' ? String(value) : textOf(value);
  }

  flag(key: FlagKey<T>): boolean | undefined {
    return this.read<boolean>(key) ?? undefined;
  }

  /** A whole number: a quantity, a position, a count. */
  whole(key: KeyOfKind<T, 'whole'>): number | undefined {
    const value = this.read<string | number>(key);
    const whole = wholeOf(value, this.pointer, key, this.circumstances.report);
    return whole === undefined ? undefined : this.spelled('number', key, value, whole);
  }

  /** A whole number that is documented as a text. */
  wholeText(key: KeyOfKind<T, 'wholeText'>): number | undefined {
    const value = this.read<string | number>(key);
    const whole = wholeOf(value, this.pointer, key, this.circumstances.report);
    return whole === undefined ? undefined : this.spelled('string', key, value, whole);
  }

  /** A measurement, in whatever unit the provider has. */
  measure(key: KeyOfKind<T, 'measure'>): number | undefined {
    const value = this.read<string | number>(key);
    const measure = measureOf(value, this.pointer, key, this.circumstances.report);
    return measure === undefined ? undefined : this.spelled('number', key, value, measure);
  }

  /** An amount in the currency's minor unit. */
  amount(key: KeyOfKind<T, 'amount'>, currency: Pick<Currency, 'minorUnit'>): number | undefined {
    const value = this.read<string | number>(key);
    const amount = amountOf(value, currency, this.pointer, key, this.circumstances.report);
    return amount === undefined ? undefined : this.spelled(this.circumstances.amountsAre, key, value, amount);
  }

  /** An amount as an exact decimal: one that may be finer than the minor unit, or whose currency is not stated. */
  decimal(key: KeyOfKind<T, 'amount'>): string | undefined {
    const value = this.read<string | number>(key);
    const decimal = decimalOf(value, this.pointer, key, this.circumstances.report);
    return decimal === undefined
      ? undefined
      : this.spelled(this.circumstances.amountsAre, key, value, decimal);
  }

  /** A rate as an exact decimal, with what it is a number of: nobody can tell 0.19 % from 19 % by the digits. */
  rate(key: KeyOfKind<T, 'rate'>, unit: RateUnit): Rate {
    const value = this.read<string | number>(key);
    const rate = rateOf(value, this.pointer, key, this.circumstances.report);
    return rate === undefined ? NO_RATE : { rate: this.spelled('number', key, value, rate), rateUnit: unit };
  }

  /** A text, or a list of texts where the provider sends one; a list of one is its text, a number its digits. */
  textOrList(key: KeyOfKind<T, 'textOrList'>): string | string[] | undefined {
    const value = this.read<string | number | readonly unknown[]>(key);
    if (value === null || value === undefined || value === '') return undefined;
    const texts = textsIn(value);
    if (!texts) {
      this.setAside(key, 'expected a string or a list of strings');
      return undefined;
    }
    return texts.length === 0 ? undefined : this.spelled('string', key, value, oneOrAll(texts));
  }

  /** A point in time, in UTC. */
  time(key: KeyOfKind<T, 'time'>): string | undefined {
    const { timeZone, report } = this.circumstances;
    return timeOf(this.read(key), timeZone, this.pointer, key, report);
  }

  /** A point in the order's own life, in UTC: an impossible one is an issue, and the order cannot be told. */
  orderTime(key: KeyOfKind<T, 'time'>): string | undefined {
    const { timeZone, report } = this.circumstances;
    return orderTimeOf(this.read(key), timeZone, this.pointer, key, report);
  }

  /**
   * When a change of the order happened: the time that was read of a field. Absent, with a notice, where there is none,
   * or one that is far after the arrival: the arrival then stands for it, or no later change would ever be the newest.
   */
  changeTime(key: KeyOfKind<T, 'time'>, time: string | undefined, receivedAt: string): string | undefined {
    if (time !== undefined && !isFarAfter(time, receivedAt)) return time;
    const what =
      time === undefined ? 'says nothing of when it changed' : 'is more than a day after the arrival';
    this.notice('TIME_UNCLEAR', key, `${what}; events are ordered by arrival`);
    return undefined;
  }

  /** A calendar date. */
  date(key: KeyOfKind<T, 'date'>): string | undefined {
    return dateOf(this.read(key), this.pointer, key, this.circumstances.report);
  }

  /** Our word for the provider's, which stands beside it. */
  status<W extends string>(key: TextKey<T>, words: Readonly<Record<string, W>>): StatusOf<W> | undefined {
    return statusOf(words, this.read(key), this.pointer, key, this.circumstances.report);
  }

  /** The provider's word as it stands, with a notice where it is not among the documented ones. */
  word(key: TextKey<T>, words: ReadonlySet<string>): string | undefined {
    return wordOf(words, this.read(key), this.pointer, key, this.circumstances.report);
  }

  country(key: TextKey<T>): Country {
    return countryOf(this.read(key), this.pointer, key, this.circumstances.report);
  }

  /** The currency of the whole order. @throws Failure `UNKNOWN_CURRENCY` */
  orderCurrency(key: TextKey<T>): Currency {
    return orderCurrency(this.read(key), this.pointer, key, this.circumstances.report);
  }

  /** The currency of a part of the order; that of what holds the part, where the part states none. */
  currency(key: TextKey<T>, within: Currency): Currency {
    return partCurrency(this.read(key), within, this.pointer, key, this.circumstances.report);
  }

  /** What a provider lets its users fill with any JSON. */
  free(key: FreeKey<T>): unknown {
    return freeOf(this.source[key], this.pointer, key, this.circumstances.report);
  }

  /** The fields of an object below this one. */
  object<K extends ObjectKey<T>>(key: K): Fields<NonNullable<T[K]> & object> | Extract<T[K], undefined>;
  object(key: ObjectKey<T>): Fields<object> | undefined {
    const object = this.read<object>(key);
    return object ? new Fields(object, this.at(key), this.circumstances) : undefined;
  }

  /** The same object with fewer fields: what several shapes have in common is mapped once. */
  common<S extends object>(): T extends S ? Fields<S> : never;
  common(): Fields<object> {
    return this as unknown as Fields<object>;
  }

  /** What `map` makes of each object of a list. Items that were set aside are left out; an empty list is absent. */
  list<K extends ListKey<T>, R>(key: K, map: (item: Fields<ItemOf<T, K>>) => R | undefined): R[] | undefined {
    const items = this.read<readonly Maybe<ItemOf<T, K>>[]>(key);
    if (!items) return undefined;
    const pointer = this.at(key);
    const mapped: R[] = [];
    for (let i = 0; i < items.length; i++) {
      const item = items[i];
      this.circumstances.report.countItem();
      const result = item ? map(new Fields(item, `${pointer}/${i}`, this.circumstances)) : undefined;
      if (result !== undefined) mapped.push(result);
    }
    return mapped.length > 0 ? mapped : undefined;
  }

  /** The texts of a list that shoppers or merchants wrote, without those that say nothing. */
  texts(key: TextsKey<T>): string[] | undefined {
    const pointer = this.at(key);
    const { report } = this.circumstances;
    const texts = this.read<readonly Maybe<string>[]>(key)
      ?.map((text, i) => {
        report.countItem();
        return writtenOf(text, pointer, i, report);
      })
      .filter((text) => text !== undefined);
    return texts?.length ? texts : undefined;
  }

  notice(code: NoticeCode, key: keyof T & string, message: string): void {
    this.circumstances.report.notice(code, this.at(key), message);
  }

  /** Sets the value aside into `unmapped`: it says something that the order cannot hold. */
  setAside(key: keyof T & string, expected: string): void {
    this.circumstances.report.unfit(this.at(key), this.source[key], expected);
  }

  /** What was read of a value, with a notice where the value is spelled otherwise than documented. */
  private spelled<V>(documented: Spelling | undefined, key: keyof T & string, value: unknown, read: V): V {
    if (documented !== undefined && typeof value !== documented)
      this.notice(
        'UNEXPECTED_TYPE',
        key,
        `expected a ${documented}, found ${kindOf(value)}; it keeps its place`,
      );
    return read;
  }

  /** The types of the keys say what is there; the payload fits its schema before anything is mapped. */
  private read<V>(key: keyof T): Maybe<V> {
    return this.source[key] as Maybe<V>;
  }
}

/** A rate and its unit, both or neither. */
export interface Rate {
  readonly rate?: string;
  readonly rateUnit?: RateUnit;
}

const NO_RATE: Rate = {};

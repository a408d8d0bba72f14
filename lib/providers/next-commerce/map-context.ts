import type { Currency } from '../../currency';
import type { Maybe } from '../../mapping/maybe';
import type { Report } from '../../reading/report';

/** What every part of the mapping needs to know of the order and the delivery. */
export interface Context {
  readonly number: string;
  readonly currency: Currency;
  /** IANA zone of times without an offset. */
  readonly timeZone: string | undefined;
  readonly report: Report;
}

/** Parts repeat the order's number. It is left out where it is the same, and set aside where it is not. */
export function setAsideOtherNumber(value: Maybe<string>, at: string, { number, report }: Context): void {
  if (value && value !== number) report.unfit(`${at}/order_number`, value, "expected the order's number");
}

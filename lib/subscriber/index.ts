/** What a subscriber imports: `order-events/subscriber`. It needs nothing of Node.js or AWS. */

export { type CloudEventOf, toCloudEvent } from './cloud-event';
export { parseCustomerRedacted } from './customer-redacted';
export { isNewer, type Stamp, type Stamped } from './is-newer';
export { createMemoryStore, type MemoryStoreOptions } from './memory-store';
export { type Currency, formatAmount, toDecimalText, toMinorUnits } from './money';
export {
  type DeliveryHandler,
  type KnownOrder,
  type OnOrderOptions,
  OrderBusyError,
  type OrderHandler,
  type OrderHandlers,
  type OtherEvent,
  type Outcome,
  onOrder,
  type RemainingTime,
} from './on-order';
export type { CustomerRedacted, EventType, Metadata, Notice, Order, OrderEvent } from './order-event';
export {
  OrderEventError,
  type OrderEventErrorCode,
  type ParseOptions,
  type ParseResult,
  parseOrderEvent,
  safeParseOrderEvent,
} from './parse';
export { type Claim, type Claimant, type Claimed, ClaimLostError, type OrderStore } from './store';
export type { UnknownWord } from './validation';

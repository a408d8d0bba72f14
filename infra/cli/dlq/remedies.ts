import type { FAILURES, FailureCode } from '../../../lib/failure';
import type { BLOCKERS } from './assess';

/** The codes that a dead letter of a provider can have. */
type DeadLetterCode = {
  [Code in FailureCode]: (typeof FAILURES)[Code][1] extends 'verify' ? never : Code;
}[FailureCode];

/** What to do about a dead letter, by the code with which it fails today: `explain` and the README say it. */
export const REMEDIES: Readonly<Record<DeadLetterCode | keyof typeof BLOCKERS, string>> = {
  UNDECRYPTABLE:
    "Compare the endpoint's entry with what the provider shows: its secret, and a `layout` if one is pinned. Correct it, then replay.",
  NOT_A_DELIVERY:
    'See who sent it: only `receive` should. If a newer version wrote it, deploy that version and replay; else purge it.',
  NOT_JSON:
    'Look at it with `show --reveal` and ask the provider for the order. It will never be read as it is: purge it.',
  SCHEMA_MISMATCH:
    'Compare the place with the provider’s documentation. If the provider has changed, correct schema and mapping, deploy, then replay; else report it there.',
  ACCOUNT_MISMATCH:
    "If the webhook was registered at the wrong endpoint, register it anew. If the entry's `account` is wrong, correct it; its old dead letters keep the old account, so fetch their orders from the provider.",
  UNSUPPORTED_VERSION:
    'Set the webhook at the provider to a version that is mapped, and send its orders again. To map the new version is the other way; then replay.',
  UNSUPPORTED_EVENT: 'Map the event and replay, or unsubscribe from it at the provider and purge.',
  UNKNOWN_CURRENCY:
    'If ISO 4217 has the currency now, update the table, deploy, then replay; else ask the merchant.',
  READING_ABORTED: 'Look at its size and shape with `show`. Make reading cheaper, deploy, then replay.',
  EVENT_TOO_LARGE:
    'See the size with `explain`. Fetch the order from the provider by its number; it fits no event as it is.',
  BUS_REJECTED: 'See the bus’s own code in `explain`; correct what it names, then replay.',
  BUS_UNAVAILABLE: 'Wait until events are published again, then replay. Nothing has to be changed.',
  INTERNAL:
    'Find the line `dead-lettered` of its id in the log of `normalize`; it says where. Fix the bug, deploy, then replay.',
  NO_SOURCE_QUEUE: 'Run the command with the code of the stack that made the queue.',
  TARGET_UNKNOWN: 'Get the right `events:ListTargetsByRule`, or try again once EventBridge answers.',
  TARGET_GONE: 'Make the rule or its target again, then replay; or purge it if nobody wants it any more.',
  TARGET_AMBIGUOUS: 'Leave the rule one target of this ARN, then replay.',
  INPUT_IMPOSSIBLE: "Correct the target's input path or transformer, then replay.",
  TARGET_UNSUPPORTED: 'Send it there by hand: `show --reveal --json` has the event.',
};

/** What to do about a code; `undefined` where it is not one of ours. */
export const remedyOf = (code: string): string | undefined =>
  Object.hasOwn(REMEDIES, code) ? REMEDIES[code as keyof typeof REMEDIES] : undefined;

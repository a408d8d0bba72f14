import { NotJsonError } from '../../eventbridge/errors';
import { AwsError } from '../service';

/** What a target's refusal means to EventBridge. */
export interface DeliveryError {
  /** EventBridge's word for it, as in the attribute `ERROR_CODE` of a dead letter. */
  readonly code: string;
  readonly message: string;
  /** A target that is not there, or does not let us in, will not be there a minute later. */
  readonly retryable: boolean;
}

const KINDS: readonly (readonly [RegExp, string, boolean])[] = [
  [/NonExistent|DoesNotExist|NotFound/, 'NO_RESOURCE', false],
  [/AccessDenied|NotAuthorized|Forbidden/, 'NO_PERMISSIONS', false],
  [/Thrott|TooManyRequests|RequestLimit|OverLimit|LimitExceeded/, 'THROTTLING', true],
  [/Timeout|TimedOut/, 'TIMEOUT', true],
];

export function deliveryError(thrown: unknown): DeliveryError {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof NotJsonError) return { code: 'INVALID_JSON', message, retryable: false };
  if (!(thrown instanceof AwsError)) return { code: 'INTERNAL_ERROR', message, retryable: true };
  const [, code, retryable] = KINDS.find(([pattern]) => pattern.test(thrown.code)) ?? [];
  if (code !== undefined && retryable !== undefined) return { code, message, retryable };
  return thrown.status >= 500
    ? { code: 'ERROR_FROM_TARGET', message, retryable: true }
    : { code: 'SDK_CLIENT_ERROR', message, retryable: false };
}

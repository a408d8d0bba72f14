import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** What the parts of one pipeline have in common. */
export interface Pipeline {
  /** What every physical name begins with. */
  readonly name: string;
  /** How long the logs are kept. */
  readonly logRetention: RetentionDays;
  /** Whether functions write traces to X-Ray. */
  readonly tracing: boolean;
  /**
   * Encrypts what may hold an order or a key.
   * @default keys that AWS owns
   */
  readonly key?: IKey;
}

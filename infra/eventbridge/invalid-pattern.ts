import { AwsError } from '../local/service';

/** What `PutRule`, `CreateArchive` and `TestEventPattern` answer to a pattern that is not one. */
export function invalidPattern(reason: string): AwsError {
  return new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);
}

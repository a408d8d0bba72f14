import { type AwsError, isJsonObject, type Json, type JsonObject } from '../service';
import { invalidValue } from './error';

/** When a message goes to the dead-letter queue: once it was received this often without being deleted. */
export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** Which queues may name this one as their dead-letter queue. */
export interface RedriveAllowPolicy {
  readonly redrivePermission: 'allowAll' | 'denyAll' | 'byQueue';
  readonly sourceQueueArns: readonly string[];
}

/** Reads the attribute `RedrivePolicy`; whether the dead-letter queue exists is for `dead-letter-queue.ts` to say. */
export function readRedrivePolicy(value: string): RedrivePolicy {
  const invalid = (reason: string) => invalidValue('RedrivePolicy', value, reason);
  const { deadLetterTargetArn, maxReceiveCount } = readObject(value, invalid);
  for (const [name, member] of Object.entries({ deadLetterTargetArn, maxReceiveCount })) {
    if (member === undefined) {
      throw invalid(`Redrive policy does not contain mandatory attribute: ${name}.`);
    }
  }
  if (typeof deadLetterTargetArn !== 'string' || !deadLetterTargetArn.startsWith('arn:')) {
    throw invalid('Invalid value for deadLetterTargetArn.');
  }
  const count = Number(maxReceiveCount);
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    throw invalid(
      `Invalid value for maxReceiveCount: ${maxReceiveCount}, valid values are from 1 to 1000 both inclusive.`,
    );
  }
  return { deadLetterTargetArn, maxReceiveCount: count };
}

export function readRedriveAllowPolicy(value: string): RedriveAllowPolicy {
  const invalid = (reason: string) => invalidValue('RedriveAllowPolicy', value, reason);
  const { redrivePermission, sourceQueueArns = [] } = readObject(value, invalid);
  if (
    redrivePermission !== 'allowAll' &&
    redrivePermission !== 'denyAll' &&
    redrivePermission !== 'byQueue'
  ) {
    throw invalid('redrivePermission must be allowAll, denyAll or byQueue.');
  }
  if (!Array.isArray(sourceQueueArns) || !sourceQueueArns.every(isText)) {
    throw invalid('sourceQueueArns must be a list of queue ARNs.');
  }
  const [least, most] = redrivePermission === 'byQueue' ? [1, 10] : [0, 0];
  if (sourceQueueArns.length < least || sourceQueueArns.length > most) {
    throw invalid(`With ${redrivePermission}, sourceQueueArns must hold ${least} to ${most} queues.`);
  }
  return { redrivePermission, sourceQueueArns };
}

function readObject(value: string, invalid: (reason: string) => AwsError): JsonObject {
  const parsed = parse(value);
  if (!isJsonObject(parsed)) throw invalid('Not a JSON object.');
  return parsed;
}

function parse(value: string): Json | undefined {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function isText(value: Json): value is string {
  return typeof value === 'string';
}

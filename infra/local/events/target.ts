import { InvalidInputError } from '../../eventbridge/errors';
import type { Render } from '../../eventbridge/input-template';
import { targetInput } from '../../eventbridge/target-input';
import type { JsonObject } from '../service';
import { ARN, invalid, NAME, optionalNumber, optionalObject, optionalText, requiredText } from './input';

/** Where a rule sends its events, and how. */
export interface Target {
  readonly id: string;
  readonly arn: string;
  /** The target as it was put, for those who list it. */
  readonly described: JsonObject;
  readonly render: Render;
  readonly messageGroupId: string | undefined;
  readonly maximumRetryAttempts: number;
  /** In milliseconds. */
  readonly maximumEventAge: number;
  readonly deadLetterQueue: string | undefined;
}

const MOST_ATTEMPTS = 185;
const LONGEST_AGE_SECONDS = 86_400;
const SQS_ARN = /^arn:aws[\w-]*:sqs:[^:]*:\d{12}:[\w-]{1,80}(\.fifo)?$/;

/** Reads one target of `PutTargets`. */
export function readTarget(described: JsonObject): Target {
  const id = requiredText(described, 'Id', NAME);
  const arn = requiredText(described, 'Arn', ARN);
  if (!/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/.test(arn)) {
    throw invalid(`Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`);
  }
  const sqs = optionalObject(described, 'SqsParameters');
  if (arn.endsWith('.fifo') && !sqs)
    throw invalid(`Parameter(s) SqsParameters must be specified for target: ${id}.`);
  const retry = optionalObject(described, 'RetryPolicy') ?? {};
  const age =
    optionalNumber(retry, 'MaximumEventAgeInSeconds', 60, LONGEST_AGE_SECONDS) ?? LONGEST_AGE_SECONDS;
  return {
    id,
    arn,
    described,
    render: readInput(id, described),
    messageGroupId: sqs && optionalText(sqs, 'MessageGroupId', { max: 100 }),
    maximumRetryAttempts: optionalNumber(retry, 'MaximumRetryAttempts', 0, MOST_ATTEMPTS) ?? MOST_ATTEMPTS,
    maximumEventAge: age * 1000,
    deadLetterQueue: readDeadLetterQueue(described),
  };
}

/** What the target wants to get of an event. */
function readInput(Id: string, described: JsonObject): Render {
  const transformer = optionalObject(described, 'InputTransformer');
  const paths = transformer && optionalObject(transformer, 'InputPathsMap');
  try {
    return targetInput({
      Id,
      Input: optionalText(described, 'Input', { max: 8192 }),
      InputPath: optionalText(described, 'InputPath', { max: 256 }),
      InputTransformer: transformer && {
        InputTemplate: requiredText(transformer, 'InputTemplate', { max: 8192 }),
        InputPathsMap:
          paths && Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, String(path)])),
      },
    });
  } catch (error) {
    throw error instanceof InvalidInputError ? invalid(error.message) : error;
  }
}

function readDeadLetterQueue(described: JsonObject): string | undefined {
  const arn = optionalText(optionalObject(described, 'DeadLetterConfig') ?? {}, 'Arn', ARN);
  if (arn === undefined) return undefined;
  const [, fifo] = SQS_ARN.exec(arn) ?? [arn, 'not a queue'];
  if (fifo)
    throw invalid(`Parameter DeadLetterConfig.Arn is not valid. Reason: ${arn} is no standard SQS queue.`);
  return arn;
}

import { functionName } from './physical';
import type { Action, AwsService, JsonObject } from './service';

export interface TargetQueueTools {
  readonly sqs: AwsService;
  readonly stackName: string;
  readonly queueArn: (queueName: string) => string;
  /** Called once for each function that a rule leads to: its events arrive in that queue. */
  readonly serve: (functionName: string, queueArn: string) => void;
}

/**
 * A bus that lives elsewhere cannot reach functions that live here: in their place its rules get a queue, which this
 * stack reads.
 */
export function withTargetQueues(events: AwsService, tools: TargetQueueTools): AwsService {
  const queues = new Map<string, string>();

  async function queueFor(name: string): Promise<string> {
    const known = queues.get(name);
    if (known !== undefined) return known;
    const QueueName = `${tools.stackName}-target-${name}`.slice(0, 80);
    await tools.sqs.actions.CreateQueue?.({ QueueName });
    const arn = tools.queueArn(QueueName);
    queues.set(name, arn);
    tools.serve(name, arn);
    return arn;
  }

  const PutTargets: Action = async (input, call) => {
    const Targets: JsonObject[] = [];
    for (const target of (input.Targets ?? []) as JsonObject[]) {
      const arn = String(target.Arn);
      Targets.push(
        arn.startsWith('arn:aws:lambda:') ? { ...target, Arn: await queueFor(functionName(arn)) } : target,
      );
    }
    return (await events.actions.PutTargets?.({ ...input, Targets }, call)) ?? {};
  };
  return { ...events, actions: { ...events.actions, PutTargets } };
}

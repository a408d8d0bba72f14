import { busName } from '../physical';
import type { Actions, Json, JsonObject } from '../service';
import type { Resource } from '../template';

/**
 * Creates the template's buses, and rules with their targets.
 *
 * @returns warnings
 */
export async function deployEvents(
  resources: readonly Resource[],
  events: Actions<'CreateEventBus' | 'PutRule' | 'PutTargets'>,
): Promise<string[]> {
  const warnings: string[] = [];
  const of = (type: string) => resources.filter((resource) => resource.type === type);

  for (const { physical } of of('AWS::Events::EventBus')) {
    await events.actions.CreateEventBus({ Name: physical.ref });
  }
  for (const { logicalId, properties, physical } of of('AWS::Events::Rule')) {
    const pattern = properties.EventPattern;
    if (pattern === undefined) {
      warnings.push(`${logicalId}: the local stack runs rules with an event pattern only`);
      continue;
    }
    const bus = busName(properties.EventBusName);
    const rule = String(physical.ref).replace(/^.*\|/, '');
    await events.actions.PutRule({
      ...pick(properties, 'Description', 'State'),
      Name: rule,
      EventBusName: bus,
      EventPattern: jsonText(pattern),
    });
    const targets = (properties.Targets ?? []) as JsonObject[];
    for (const target of targets.filter(({ Arn }) => !/^arn:aws:(sqs|lambda):/.test(String(Arn)))) {
      warnings.push(`${logicalId}: the local stack delivers to queues and functions, not to ${target.Arn}`);
    }
    if (targets.length === 0) continue;
    const answer = await events.actions.PutTargets({ Rule: rule, EventBusName: bus, Targets: targets });
    const [failed] = (answer.FailedEntries ?? []) as JsonObject[];
    if (failed) throw new Error(`${logicalId}: target ${failed.TargetId}: ${failed.ErrorMessage}`);
  }
  return warnings;
}

/** A pattern is an object in a template and text on the wire. */
function jsonText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function pick(properties: JsonObject, ...names: string[]): JsonObject {
  return Object.fromEntries(
    names.flatMap((name) => (properties[name] === undefined ? [] : [[name, properties[name]]])),
  );
}

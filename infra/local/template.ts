import type { Assembly } from './assembly';
import { conditionHolds, resolve, type Scope } from './intrinsics';
import { type Physical, type Place, physical } from './physical';
import { harmlessReason, resourceTypes } from './resource-types';
import type { JsonObject } from './service';

/** One resource that the local stack runs, with nothing left to resolve. */
export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly physical: Physical;
}

export interface ResolvedTemplate {
  readonly resources: readonly Resource[];
  readonly outputs: Readonly<Record<string, string>>;
  /** What the template asks for and does not get here, one sentence each. */
  readonly warnings: readonly string[];
}

/** Resolves a template for one place, and says what of it the local stack does not honour. */
export function resolveTemplate(assembly: Assembly, place: Place): ResolvedTemplate {
  const { template } = assembly;
  const warnings = new Set<string>();
  const known = new Map<string, Physical>();
  const resolved = new Map<string, JsonObject>();

  const scope: Scope = {
    template,
    ...place,
    ref: (logicalId) => identify(logicalId).ref,
    attribute(logicalId, name) {
      const value = identify(logicalId).attributes[name];
      if (value !== undefined) return value;
      warnings.add(`${logicalId}: the local stack has no attribute ${name} of ${typeOf(logicalId)}`);
      return `${logicalId}.${name}`;
    },
  };

  function typeOf(logicalId: string): string {
    return template.Resources[logicalId]?.Type ?? '';
  }

  function propertiesOf(logicalId: string): JsonObject {
    const done = resolved.get(logicalId);
    if (done) return done;
    const raw = template.Resources[logicalId]?.Properties ?? {};
    const properties = resolve(raw, scope, `Resources.${logicalId}.Properties`) as JsonObject;
    resolved.set(logicalId, properties);
    return properties;
  }

  function identify(logicalId: string): Physical {
    const done = known.get(logicalId);
    if (done) return done;
    const raw = template.Resources[logicalId]?.Properties ?? {};
    const own: JsonObject = {};
    // Only what names are made of: the rest may refer back to this resource.
    for (const key of namingProperties.filter((name) => raw[name] !== undefined)) {
      own[key] = resolve(raw[key] ?? null, scope, `Resources.${logicalId}.Properties.${key}`);
    }
    const identity = physical(typeOf(logicalId), logicalId, own, place);
    known.set(logicalId, identity);
    return identity;
  }

  const resources: Resource[] = [];
  for (const [logicalId, { Type: type, Condition: condition }] of Object.entries(template.Resources)) {
    if (condition !== undefined && !conditionHolds(condition, scope)) continue;
    if (harmlessReason(type)) continue;
    const known = resourceTypes[type];
    if (!known) {
      warnings.add(`${logicalId}: the local stack does not know ${type}`);
      continue;
    }
    const properties = propertiesOf(logicalId);
    for (const [name, value] of Object.entries(properties)) {
      if (known.honoured.includes(name) || known.harmless?.[name]) continue;
      if (known.harmlessValues?.[name] === value) continue;
      warnings.add(`${logicalId}: the local stack does not honour ${name} of ${type}`);
    }
    resources.push({ logicalId, type, properties, physical: identify(logicalId) });
  }

  const outputs: Record<string, string> = {};
  for (const [name, output] of Object.entries(template.Outputs ?? {})) {
    if (output.Condition !== undefined && !conditionHolds(output.Condition, scope)) continue;
    outputs[name] = String(resolve(output.Value, scope, `Outputs.${name}`));
  }
  return { resources, outputs, warnings: [...warnings] };
}

const namingProperties = [
  'EventBusName',
  'FifoQueue',
  'FunctionName',
  'LogGroupName',
  'Name',
  'QueueName',
  'RoleName',
  'StageName',
  'TopicName',
];

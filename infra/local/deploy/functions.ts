import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Assembly } from '../assembly';
import type { AsyncSettings } from '../lambda/async-invocation';
import type { FunctionDefinition } from '../lambda/definition';
import { functionName } from '../physical';
import type { JsonObject } from '../service';
import type { Resource } from '../template';

const DEFAULT_RETRY_ATTEMPTS = 2;
const DEFAULT_EVENT_AGE_SECONDS = 6 * 60 * 60;

/** The template's functions, as far as this machine can run them. */
export function functionDefinitions(
  resources: readonly Resource[],
  assembly: Assembly,
): { definitions: FunctionDefinition[]; warnings: string[] } {
  const definitions: FunctionDefinition[] = [];
  const warnings: string[] = [];
  for (const { logicalId, type, properties, physical } of resources) {
    if (type !== 'AWS::Lambda::Function') continue;
    const runtime = String(properties.Runtime ?? 'a container image');
    if (!runtime.startsWith('nodejs')) {
      warnings.push(`${logicalId}: the local stack runs Node.js functions, not ${runtime}`);
      continue;
    }
    const { Variables = {} } = (properties.Environment ?? {}) as { Variables?: Record<string, string> };
    const logging = (properties.LoggingConfig ?? {}) as { LogGroup?: string };
    const reserved = properties.ReservedConcurrentExecutions;
    definitions.push({
      name: String(physical.ref),
      arn: String(physical.attributes.Arn),
      logGroup: logging.LogGroup ?? `/aws/lambda/${physical.ref}`,
      directory: codeDirectory(logicalId, (properties.Code ?? {}) as JsonObject, assembly),
      handler: String(properties.Handler),
      runtime,
      timeoutSeconds: Number(properties.Timeout ?? 3),
      memoryMegabytes: Number(properties.MemorySize ?? 128),
      ...(reserved !== undefined && { reservedConcurrency: Number(reserved) }),
      environment: Variables,
    });
  }
  return { definitions, warnings };
}

function codeDirectory(logicalId: string, code: JsonObject, assembly: Assembly): string {
  if (typeof code.ZipFile === 'string') {
    const directory = mkdtempSync(join(tmpdir(), 'local-stack-'));
    writeFileSync(join(directory, 'index.js'), code.ZipFile);
    return directory;
  }
  const directory = assembly.assetDirectory(String(code.S3Key));
  if (directory === undefined || !statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(`${logicalId}: the assembly has no directory for the asset ${code.S3Key}`);
  }
  return directory;
}

/** How a function is invoked asynchronously. */
export function asyncSettings(resources: readonly Resource[]) {
  return ({ name, arn }: FunctionDefinition): AsyncSettings => {
    const config = resources.find(
      ({ type, properties }) =>
        type === 'AWS::Lambda::EventInvokeConfig' && functionName(properties.FunctionName) === name,
    )?.properties;
    const own = resources.find(
      ({ type, physical }) => type === 'AWS::Lambda::Function' && physical.ref === name,
    )?.properties;
    const destinations = config?.DestinationConfig as Destinations | undefined;
    const onFailure = destinations?.OnFailure?.Destination;
    const onSuccess = destinations?.OnSuccess?.Destination;
    const deadLetterQueue = (own?.DeadLetterConfig as { TargetArn?: string } | undefined)?.TargetArn;
    return {
      functionName: name,
      functionArn: arn,
      maximumRetryAttempts: Number(config?.MaximumRetryAttempts ?? DEFAULT_RETRY_ATTEMPTS),
      maximumEventAgeSeconds: Number(config?.MaximumEventAgeInSeconds ?? DEFAULT_EVENT_AGE_SECONDS),
      ...(onFailure !== undefined && { onFailure }),
      ...(onSuccess !== undefined && { onSuccess }),
      ...(deadLetterQueue !== undefined && { deadLetterQueue }),
    };
  };
}

interface Destinations {
  readonly OnFailure?: { Destination: string };
  readonly OnSuccess?: { Destination: string };
}

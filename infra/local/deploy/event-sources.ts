import type { EventSourceDefinition } from '../event-source/event-source';
import { recordFilter } from '../event-source/filter';
import type { LambdaFunction } from '../lambda/pool';
import { functionName } from '../physical';
import type { JsonObject } from '../service';
import type { Resource } from '../template';

/** Batches that AWS would start with; a mapping's `MaximumConcurrency` and the function's own threads bound it. */
const DEFAULT_CONCURRENCY = 5;
const DEFAULT_BATCH_SIZE = 10;

/** The template's event source mappings that are enabled and read a queue. */
export function eventSources(
  resources: readonly Resource[],
  place: { readonly region: string; readonly queueUrl: (queueArn: string) => string },
  find: (functionName: string) => LambdaFunction | undefined,
): { sources: EventSourceDefinition[]; warnings: string[] } {
  const sources: EventSourceDefinition[] = [];
  const warnings: string[] = [];
  for (const { logicalId, type, properties } of resources) {
    if (type !== 'AWS::Lambda::EventSourceMapping') continue;
    const queueArn = String(properties.EventSourceArn);
    const name = functionName(properties.FunctionName);
    const target = find(name);
    if (!queueArn.startsWith('arn:aws:sqs:')) {
      warnings.push(`${logicalId}: the local stack reads queues, not ${queueArn}`);
    } else if (!target) {
      warnings.push(`${logicalId}: no function ${name} runs here`);
    } else if (properties.Enabled !== false) {
      const batchSize = Number(properties.BatchSize ?? DEFAULT_BATCH_SIZE);
      if (batchSize > DEFAULT_BATCH_SIZE)
        warnings.push(`${logicalId}: batches here have at most ten messages`);
      const scaling = properties.ScalingConfig as JsonObject | undefined;
      const filters = (properties.FilterCriteria as { Filters?: { Pattern: string }[] } | undefined)?.Filters;
      const accepts = recordFilter((filters ?? []).map((filter) => filter.Pattern));
      sources.push({
        queueUrl: place.queueUrl(queueArn),
        queueArn,
        functionName: name,
        region: place.region,
        batchSize,
        concurrency: Math.min(Number(scaling?.MaximumConcurrency ?? DEFAULT_CONCURRENCY), target.concurrency),
        reportsFailures: ((properties.FunctionResponseTypes ?? []) as string[]).includes(
          'ReportBatchItemFailures',
        ),
        ...(accepts && { accepts }),
      });
    }
  }
  return { sources, warnings };
}

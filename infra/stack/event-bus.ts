import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Archive, EventBus, IncludeDetail, Level, Match } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  CfnDelivery,
  CfnDeliveryDestination,
  CfnDeliverySource,
  FilterPattern,
  LogGroup,
} from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { METRIC_NAMESPACE, SOURCE_PREFIX, serviceLogGroupNameOf } from '../../lib/names';
import { addAlarm, SUM } from './alarm';
import type { Pipeline } from './pipeline';

/** What the bus's log says of an event that is not tried again; retries are logged too, and mostly help. */
const FAILED_FOR_GOOD = ['INVOCATION_FAILURE', 'INVOCATION_DLQ', 'EVENT_INGEST_FAILURE'];

/** Props of {@link OrderEventBus}. */
export interface OrderEventBusProps {
  /** Whose bus it is; the bus has its name. */
  readonly pipeline: Pipeline;
  /** How long the archive keeps events. */
  readonly archiveFor: Duration;
}

/**
 * The bus that subscribers hang their rules on, with an archive to replay from and a log of failed deliveries.
 *
 * `cdk destroy` keeps bus and archive: rules of other stacks stand on the one, the other holds orders.
 */
export class OrderEventBus extends EventBus {
  constructor(scope: Construct, id: string, { pipeline, archiveFor }: OrderEventBusProps) {
    const { name } = pipeline;
    super(scope, id, {
      eventBusName: name,
      ...(pipeline.key && { kmsKey: pipeline.key }),
      description: 'Canonical order events of all providers',
      // Without detail: an event holds names and addresses, a log should not.
      logConfig: { level: Level.ERROR, includeDetail: IncludeDetail.NONE },
    });
    this.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);

    // Not this.archive(), which leaves the key out.
    new Archive(this, 'Archive', {
      sourceEventBus: this,
      archiveName: name,
      eventPattern: { source: Match.prefix(SOURCE_PREFIX) },
      retention: archiveFor,
      // By its ARN: CDK would write the bus into the key's policy, which the bus needs first.
      ...(pipeline.key && { kmsKey: Key.fromKeyArn(this, 'ArchiveKey', pipeline.key.keyArn) }),
    }).applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);

    this.deliverErrorLog(pipeline);
  }

  /** `logConfig` only says what to log: where to takes a source, a destination and a delivery between them. */
  private deliverErrorLog({ name, logRetention, key }: Pipeline) {
    const logGroup = new LogGroup(this, 'ErrorLog', {
      logGroupName: serviceLogGroupNameOf('event-bus', name),
      retention: logRetention,
      ...(key && { encryptionKey: key }),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const failed = logGroup
      .addMetricFilter('FailedFilter', {
        filterPattern: FilterPattern.any(
          ...FAILED_FOR_GOOD.map((type) => FilterPattern.stringValue('$.message_type', '=', type)),
        ),
        metricNamespace: METRIC_NAMESPACE,
        metricName: 'BusFailures',
        dimensions: { Bus: '$.resource_arn' },
      })
      .metric({ dimensionsMap: { Bus: this.eventBusArn }, ...SUM });
    addAlarm(this, 'BusFailures', {
      says: 'The bus could not hand an event to a target, whoever made its rule, or did not take an event.',
      paragraph: 'Bus failures',
      metric: failed,
    });

    const source = new CfnDeliverySource(this, 'ErrorLogSource', {
      name,
      logType: 'ERROR_LOGS',
      resourceArn: this.eventBusArn,
    });
    const destination = new CfnDeliveryDestination(this, 'ErrorLogDestination', {
      name,
      destinationResourceArn: logGroup.logGroupArn,
    });
    new CfnDelivery(this, 'ErrorLogDelivery', {
      deliverySourceName: source.ref,
      deliveryDestinationArn: destination.attrArn,
    });
  }
}

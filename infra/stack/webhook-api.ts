import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { METRIC_NAMESPACE, NAME_DIMENSION, serviceLogGroupNameOf, webhookPathOf } from '../../lib/names';
import type { Pipeline } from './pipeline';

/** A metric filter takes a dimension's value from a field of the log alone. */
const PIPELINE_FIELD = 'pipeline';
/** Senders are promised an answer within 10 seconds. */
const ANSWER_WITHIN = Duration.seconds(10);

/** Props of {@link WebhookApi}. */
export interface WebhookApiProps {
  /** Whose API it is; it has its name. */
  readonly pipeline: Pipeline;
  /** The providers' names, kebab-case: part of the routes. */
  readonly providers: readonly string[];
  /** Answers every request. */
  readonly handler: IFunction;
  /** Requests a second that each route accepts on average: what a flood of unsigned requests may cost. */
  readonly requestsPerSecond: number;
  /** Requests that each route accepts at once. */
  readonly requestBurst: number;
}

/** Receives webhooks: one POST route per provider, nothing else. */
export class WebhookApi extends Construct {
  readonly api: HttpApi;
  /** Counts the requests that were answered 429. */
  readonly throttled: Metric;

  constructor(scope: Construct, id: string, props: WebhookApiProps) {
    super(scope, id);
    const { pipeline, providers, handler, requestsPerSecond, requestBurst } = props;
    const accessLog = this.accessLog(pipeline);
    this.api = new HttpApi(this, 'Api', {
      apiName: pipeline.name,
      description: 'Receives order webhooks',
      createDefaultStage: false,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: requestsPerSecond, burstLimit: requestBurst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: accessLogFormat(pipeline),
      },
    });

    // API Gateway's own metric counts every 4xx together.
    this.throttled = accessLog
      .addMetricFilter('ThrottledFilter', {
        filterPattern: FilterPattern.stringValue('$.status', '=', '429'),
        metricNamespace: METRIC_NAMESPACE,
        metricName: 'Throttled',
        dimensions: { [NAME_DIMENSION]: `$.${PIPELINE_FIELD}` },
      })
      .metric({
        dimensionsMap: { [NAME_DIMENSION]: pipeline.name },
        statistic: Stats.SUM,
        period: Duration.minutes(5),
      });

    const integration = new HttpLambdaIntegration('Receive', handler, { timeout: ANSWER_WITHIN });
    for (const provider of providers) {
      const routes = this.api.addRoutes({
        path: webhookPathOf(provider, '{endpoint}'),
        methods: [HttpMethod.POST],
        integration,
      });
      for (const route of routes) {
        Validations.of(route).acknowledge({
          id: 'AwsSolutions-APIG4',
          reason: 'A sender has no AWS identity: the function checks the signature over the raw body.',
        });
      }
    }
  }

  private accessLog({ name, logRetention }: Pipeline) {
    return new LogGroup(this, 'AccessLog', {
      logGroupName: serviceLogGroupNameOf('webhook-api', name),
      retention: logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}

/** No body, no header: a signature or a customer's name has no place in a log. */
const accessLogFormat = ({ name }: Pipeline) =>
  AccessLogFormat.custom(
    JSON.stringify({
      [PIPELINE_FIELD]: name,
      time: '$context.requestTimeEpoch',
      requestId: '$context.requestId',
      route: '$context.routeKey',
      path: '$context.path',
      sourceIp: '$context.identity.sourceIp',
      status: '$context.status',
      latency: '$context.responseLatency',
      integrationLatency: '$context.integrationLatency',
      error: '$context.integrationErrorMessage',
    }),
  );

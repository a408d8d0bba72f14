import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  DomainName,
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, type IFilterPattern, LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { METRIC_NAMESPACE, NAME_DIMENSION, serviceLogGroupNameOf, webhookPathOf } from '../../lib/names';
import { SUM } from './alarm';
import type { Pipeline } from './pipeline';

/** A metric filter takes a dimension's value from a field of the log alone. */
const PIPELINE_FIELD = 'pipeline';
/** Senders are promised an answer within 10 seconds. */
const ANSWER_WITHIN = Duration.seconds(10);

/** A domain of one's own: the address of webhooks outlives the API. */
export interface WebhookDomain {
  /** For example `hooks.example.com`; a DNS record of that name has to point to the domain's target. */
  readonly name: string;
  /** For that name, in the same region. */
  readonly certificate: ICertificate;
  /**
   * What the path of every webhook begins with, without slashes at its ends.
   * @default none
   */
  readonly basePath?: string;
}

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
  /** A domain of one's own, in the place of the API's. */
  readonly domain?: WebhookDomain | undefined;
}

/** Receives webhooks: one POST route per provider, nothing else. */
export class WebhookApi extends Construct {
  readonly api: HttpApi;
  /** Counts the requests that were answered 429. */
  readonly throttled: Metric;
  /** Webhooks are sent to `<url>/webhooks/<provider>/<endpoint>`. */
  readonly url: string;
  /** Where the domain's DNS record has to point, if there is a domain. */
  readonly domainTarget?: string;
  /** Counts the requests that were answered 5xx because no function answered. */
  readonly unanswered: Metric;

  constructor(scope: Construct, id: string, props: WebhookApiProps) {
    super(scope, id);
    const { domain, pipeline, providers, handler, requestsPerSecond, requestBurst } = props;
    const accessLog = this.accessLog(pipeline);
    this.api = new HttpApi(this, 'Api', {
      apiName: pipeline.name,
      description: 'Receives order webhooks',
      createDefaultStage: false,
      disableExecuteApiEndpoint: domain !== undefined,
    });
    const domainName =
      domain &&
      new DomainName(this, 'Domain', {
        domainName: domain.name,
        certificate: domain.certificate,
        securityPolicy: SecurityPolicy.TLS_1_2,
      });
    if (domain && domainName) {
      this.url = ['https:/', domain.name, domain.basePath].filter(Boolean).join('/');
      this.domainTarget = domainName.regionalDomainName;
    } else this.url = this.api.apiEndpoint;

    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      ...(domainName && {
        domainMapping: { domainName, ...(domain.basePath && { mappingKey: domain.basePath }) },
      }),
      throttle: { rateLimit: requestsPerSecond, burstLimit: requestBurst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: accessLogFormat(pipeline),
      },
    });

    const counted = (metricName: string, filterPattern: IFilterPattern): Metric =>
      accessLog
        .addMetricFilter(`${metricName}Filter`, {
          filterPattern,
          metricNamespace: METRIC_NAMESPACE,
          metricName,
          dimensions: { [NAME_DIMENSION]: `$.${PIPELINE_FIELD}` },
        })
        .metric({ dimensionsMap: { [NAME_DIMENSION]: pipeline.name }, ...SUM });
    // API Gateway's own metrics count every 4xx together, and with its own 5xx those that the function answers.
    this.throttled = counted('Throttled', FilterPattern.stringValue('$.status', '=', '429'));
    this.unanswered = counted(
      'Unanswered',
      FilterPattern.all(
        FilterPattern.stringValue('$.status', '=', '5*'),
        FilterPattern.stringValue('$.error', '!=', '-'),
      ),
    );

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

  private accessLog({ name, logRetention, key }: Pipeline) {
    return new LogGroup(this, 'AccessLog', {
      logGroupName: serviceLogGroupNameOf('webhook-api', name),
      retention: logRetention,
      ...(key && { encryptionKey: key }),
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

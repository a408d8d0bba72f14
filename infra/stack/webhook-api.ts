import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { BUS_NAME, serviceLogGroupNameOf, webhookPathOf } from '../../lib/names';

/** Senders are promised an answer within 10 s. */
const ANSWER_WITHIN = Duration.seconds(10);
/** Per route. Far above any honest sender; what a flood of unsigned requests may cost. */
const THROTTLE = { rateLimit: 500, burstLimit: 1000 };

export interface WebhookApiProps {
  readonly providers: readonly string[];
  readonly handler: IFunction;
}

/** The door: one POST route per provider, nothing else. */
export class WebhookApi extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, { providers, handler }: WebhookApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      apiName: BUS_NAME,
      description: 'Receives order webhooks',
      createDefaultStage: false,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: {
        destination: new LogGroupLogDestination(this.accessLog()),
        format: ACCESS_LOG_FORMAT,
      },
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

  private accessLog() {
    return new LogGroup(this, 'AccessLog', {
      logGroupName: serviceLogGroupNameOf('webhook-api'),
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}

/** No body, no header: a signature or a customer's name has no place in a log. */
const ACCESS_LOG_FORMAT = AccessLogFormat.custom(
  JSON.stringify({
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

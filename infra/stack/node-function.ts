import { type Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { logGroupNameOf } from '../../lib/names';
import { functionCode } from './function-code';
import type { Pipeline } from './pipeline';

/** Props of {@link NodeFunction}. */
export interface NodeFunctionProps {
  /** The pipeline that the function belongs to. */
  readonly pipeline: Pipeline;
  /** The entry is `functions/<name>.ts` and exports `handler`; the log group is `/<pipeline>/<name>`. */
  readonly name: string;
  /** What it does: people read it in the console. */
  readonly description: string;
  /** After which Lambda ends an invocation. */
  readonly timeout: Duration;
  /** In MiB; CPU comes with it, one core at 1,769. */
  readonly memorySize: number;
  /**
   * Variables of the function's environment beside `PIPELINE`.
   * @default none
   */
  readonly environment?: Record<string, string>;
  /**
   * How many may run at a time, taken from the account's own number.
   * @default as many as the account has left
   */
  readonly reservedConcurrentExecutions?: number | undefined;
}

/** A Lambda function as all of ours are: Node 24 on arm64, one bundle, a role that may write its own log and no more. */
export class NodeFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    const { pipeline, name, environment, reservedConcurrentExecutions, ...rest } = props;
    const logGroup = new LogGroup(scope, `${id}Log`, {
      logGroupName: logGroupNameOf(name, pipeline.name),
      retention: pipeline.logRetention,
      ...(pipeline.key && { encryptionKey: pipeline.key }),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // CDK's own role would have AWSLambdaBasicExecutionRole, which reaches every log group of the account.
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);

    super(scope, id, {
      ...rest,
      code: functionCode(name),
      handler: 'index.handler',
      environment: { PIPELINE: pipeline.name, ...environment },
      ...(reservedConcurrentExecutions !== undefined && { reservedConcurrentExecutions }),
      ...(pipeline.tracing && { tracing: Tracing.ACTIVE }),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      // Lambda's own start and report lines would be most of the log, and of its bill; the metrics say the same.
      systemLogLevelV2: SystemLogLevel.WARN,
    });

    Validations.of(this).acknowledge({
      id: 'Serverless-LambdaDLQ',
      reason: 'The API and the queue wait for its answer; a subscriber has a failure destination instead.',
    });
    if (pipeline.tracing) {
      Validations.of(role).acknowledge({
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'X-Ray takes traces for an account as a whole: there is no resource to name.',
      });
    } else {
      Validations.of(this).acknowledge({
        id: 'Serverless-LambdaTracing',
        reason: 'Tracing is a setting; the log follows a delivery by its id.',
      });
    }
  }
}

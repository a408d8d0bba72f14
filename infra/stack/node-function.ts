import { join } from 'node:path';
import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogLevel, NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { logGroupNameOf } from '../../lib/names';
import { nodejsBundling } from './bundling';

const PROJECT = join(__dirname, '..', '..');

/** Props of {@link NodeFunction}. */
export interface NodeFunctionProps {
  /** The entry is `functions/<name>.ts` and exports `handler`; the log group is `/order-events/<name>`. */
  readonly name: string;
  /** What it does: people read it in the console. */
  readonly description: string;
  /** After which Lambda ends an invocation. */
  readonly timeout: Duration;
  /** In MiB; CPU comes with it, one core at 1,769. */
  readonly memorySize: number;
  /**
   * Variables of the function's environment.
   * @default none
   */
  readonly environment?: Record<string, string>;
}

/** A Lambda function as all of ours are: Node 24 on arm64, one bundle, a role that may write its own log and no more. */
export class NodeFunction extends NodejsFunction {
  constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    const { name, ...rest } = props;
    const entry = `functions/${name}.ts`;
    const logGroup = new LogGroup(scope, `${id}Log`, {
      logGroupName: logGroupNameOf(name),
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // CDK's own role would have AWSLambdaBasicExecutionRole, which reaches every log group of the account.
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);

    super(scope, id, {
      ...rest,
      entry: join(PROJECT, entry),
      projectRoot: PROJECT,
      depsLockFilePath: join(PROJECT, 'package-lock.json'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      bundling: { ...nodejsBundling(entry), logLevel: LogLevel.WARNING },
      awsSdkConnectionReuse: false,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      // Lambda's own start and report lines would be most of the log, and of its bill; the metrics say the same.
      systemLogLevelV2: SystemLogLevel.WARN,
    });
  }
}

import type { Json } from './service';

/** What the local stack makes of one CloudFormation resource type. */
export interface ResourceType {
  /** Properties that have the effect here that they have on AWS. */
  readonly honoured: readonly string[];
  /** Properties without an effect here that nobody misses, and why. */
  readonly harmless?: Readonly<Record<string, string>>;
  /** Properties that ask for nothing as long as they have this value. */
  readonly harmlessValues?: Readonly<Record<string, Json>>;
}

const tags = { Tags: 'nothing here reads tags' };
const encryption = 'nothing here is written to a disk';
const permission = 'everything may call everything on this machine';
const description = 'for people only';

/**
 * The types that the local stack runs. Every other property of them is named in a warning, and every other
 * type is too, unless {@link harmlessReason} gives a reason.
 */
export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::SQS::Queue': {
    honoured: [
      'QueueName',
      'FifoQueue',
      'ContentBasedDeduplication',
      'DeduplicationScope',
      'FifoThroughputLimit',
      'DelaySeconds',
      'MaximumMessageSize',
      'MessageRetentionPeriod',
      'ReceiveMessageWaitTimeSeconds',
      'RedriveAllowPolicy',
      'RedrivePolicy',
      'VisibilityTimeout',
    ],
    harmless: {
      ...tags,
      KmsMasterKeyId: encryption,
      KmsDataKeyReusePeriodSeconds: encryption,
      SqsManagedSseEnabled: encryption,
    },
  },
  'AWS::Lambda::Function': {
    honoured: [
      'Code',
      'Environment',
      'FunctionName',
      'Handler',
      'MemorySize',
      'PackageType',
      'ReservedConcurrentExecutions',
      'Runtime',
      'Timeout',
      'DeadLetterConfig',
    ],
    harmless: {
      ...tags,
      Architectures: 'runs on the architecture of this machine',
      Description: description,
      KmsKeyArn: encryption,
      LoggingConfig: 'the group is kept, the format and the levels are those of the function',
      RecursiveLoop: 'loops are not looked for',
      Role: permission,
      RuntimeManagementConfig: 'runs on the Node.js of this machine',
      TracingConfig: 'there are no traces here',
    },
  },
  'AWS::Lambda::Version': { honoured: ['FunctionName'], harmless: { Description: description } },
  'AWS::Lambda::Alias': {
    honoured: ['FunctionName', 'FunctionVersion', 'Name'],
    harmless: { Description: description, ProvisionedConcurrencyConfig: 'threads stay warm anyway' },
  },
  'AWS::Lambda::EventSourceMapping': {
    honoured: [
      'BatchSize',
      'Enabled',
      'EventSourceArn',
      'FilterCriteria',
      'FunctionName',
      'FunctionResponseTypes',
      'ScalingConfig',
    ],
    harmless: { ...tags, KmsKeyArn: encryption, MetricsConfig: 'there are no metrics here' },
    harmlessValues: { MaximumBatchingWindowInSeconds: 0 },
  },
  'AWS::Lambda::EventInvokeConfig': {
    honoured: [
      'DestinationConfig',
      'FunctionName',
      'MaximumEventAgeInSeconds',
      'MaximumRetryAttempts',
      'Qualifier',
    ],
  },
  'AWS::ApiGatewayV2::Api': {
    honoured: ['Name', 'ProtocolType'],
    harmless: { ...tags, Description: description },
    harmlessValues: { DisableExecuteApiEndpoint: false },
  },
  'AWS::ApiGatewayV2::Route': {
    honoured: ['ApiId', 'RouteKey', 'Target'],
    harmless: { OperationName: description },
    harmlessValues: { AuthorizationType: 'NONE', ApiKeyRequired: false },
  },
  'AWS::ApiGatewayV2::Integration': {
    honoured: [
      'ApiId',
      'ConnectionType',
      'IntegrationMethod',
      'IntegrationType',
      'IntegrationUri',
      'PayloadFormatVersion',
      'TimeoutInMillis',
    ],
    harmless: { CredentialsArn: permission, Description: description },
  },
  'AWS::ApiGatewayV2::Stage': {
    honoured: ['ApiId', 'AutoDeploy', 'DefaultRouteSettings', 'RouteSettings', 'StageName'],
    harmless: {
      ...tags,
      AccessLogSettings: 'the journal has every request',
      Description: description,
    },
  },
  'AWS::Events::EventBus': {
    honoured: ['Name'],
    harmless: {
      ...tags,
      Description: description,
      KmsKeyIdentifier: encryption,
      LogConfig: 'the journal has every event',
      Policy: permission,
    },
  },
  'AWS::Events::Rule': {
    honoured: ['Description', 'EventBusName', 'EventPattern', 'Name', 'State', 'Targets'],
    harmless: { ...tags, RoleArn: permission },
  },
  'AWS::SecretsManager::Secret': {
    honoured: ['Description', 'GenerateSecretString', 'Name', 'SecretString'],
    harmless: { ...tags, KmsKeyId: encryption },
  },
};

/** Types that change nothing about how the stack behaves here, and why. */
const harmlessTypes: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::Deployment': 'routes are live at once',
  'AWS::CDK::Metadata': 'for AWS only',
  'AWS::CloudWatch::': 'there are no metrics here',
  'AWS::Events::Archive': 'nothing is replayed from an archive here',
  'AWS::Events::EventBusPolicy': permission,
  'AWS::IAM::': permission,
  'AWS::Lambda::Permission': permission,
  'AWS::Logs::': 'functions write to their groups; retention, filters and saved queries do nothing here',
  'AWS::SNS::': 'nobody is notified here',
  'AWS::SQS::QueuePolicy': permission,
  'AWS::SecretsManager::ResourcePolicy': permission,
  'AWS::EventSchemas::': 'there is no schema registry here',
};

/** Why a type may be left out, if it may. Entries that end in `::` stand for a whole service. */
export function harmlessReason(type: string): string | undefined {
  const entry = Object.entries(harmlessTypes).find(([name]) =>
    name.endsWith('::') ? type.startsWith(name) : type === name,
  );
  return entry?.[1];
}

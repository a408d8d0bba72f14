import { createHash } from 'node:crypto';
import type { Json, JsonObject } from './service';

/** Where a stack lives: what names and addresses are made of. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly stackName: string;
  /** Where the AWS services answer, for queue URLs. */
  readonly awsUrl: string;
}

/** What a template can learn about a resource. */
export interface Physical {
  readonly ref: Json;
  readonly attributes: JsonObject;
}

/** The names, ARNs and addresses of one resource: the same on every start. */
export function physical(type: string, logicalId: string, properties: JsonObject, place: Place): Physical {
  const name = (property: string, suffix = '') =>
    typeof properties[property] === 'string'
      ? properties[property]
      : `${place.stackName}-${logicalId}-${hash(logicalId, place).slice(0, 12).toUpperCase()}${suffix}`;
  const arn = (service: string, resource: string) =>
    `arn:aws:${service}:${place.region}:${place.account}:${resource}`;

  switch (type) {
    case 'AWS::SQS::Queue': {
      const queue = name('QueueName', properties.FifoQueue === true ? '.fifo' : '');
      const url = `${place.awsUrl}/${place.account}/${queue}`;
      return { ref: url, attributes: { Arn: arn('sqs', queue), QueueName: queue, QueueUrl: url } };
    }
    case 'AWS::Lambda::Function': {
      const fn = name('FunctionName').slice(0, 64);
      return { ref: fn, attributes: { Arn: arn('lambda', `function:${fn}`) } };
    }
    case 'AWS::Lambda::Version': {
      const version = `${functionArn(properties.FunctionName, place)}:1`;
      return { ref: version, attributes: { Version: '1', FunctionArn: version } };
    }
    case 'AWS::Lambda::Alias': {
      const alias = `${functionArn(properties.FunctionName, place)}:${String(properties.Name)}`;
      return { ref: alias, attributes: { AliasArn: alias } };
    }
    case 'AWS::Lambda::EventSourceMapping': {
      const id = uuid(logicalId, place);
      const mapping = arn('lambda', `event-source-mapping:${id}`);
      return { ref: id, attributes: { Id: id, EventSourceMappingArn: mapping } };
    }
    case 'AWS::Events::EventBus': {
      const bus = name('Name');
      return { ref: bus, attributes: { Arn: arn('events', `event-bus/${bus}`), Name: bus } };
    }
    case 'AWS::Events::Rule': {
      const rule = name('Name').slice(0, 64);
      const bus = busName(properties.EventBusName);
      const path = bus === 'default' ? rule : `${bus}/${rule}`;
      return {
        ref: bus === 'default' ? rule : `${bus}|${rule}`,
        attributes: { Arn: arn('events', `rule/${path}`) },
      };
    }
    case 'AWS::SecretsManager::Secret': {
      const secret = secretArn(name('Name'), place);
      return { ref: secret, attributes: { Id: secret } };
    }
    case 'AWS::ApiGatewayV2::Api': {
      const id = hash(logicalId, place).slice(0, 10);
      const endpoint = `https://${id}.execute-api.${place.region}.amazonaws.com`;
      return { ref: id, attributes: { ApiId: id, ApiEndpoint: endpoint } };
    }
    case 'AWS::ApiGatewayV2::Stage':
      return { ref: String(properties.StageName ?? '$default'), attributes: {} };
    case 'AWS::IAM::Role': {
      const role = name('RoleName');
      const attributes = { Arn: `arn:aws:iam::${place.account}:role/${role}`, RoleId: hash(role, place) };
      return { ref: role, attributes };
    }
    case 'AWS::Logs::LogGroup': {
      const group = name('LogGroupName');
      return { ref: group, attributes: { Arn: arn('logs', `log-group:${group}:*`) } };
    }
    case 'AWS::SNS::Topic': {
      const topic = name('TopicName');
      const topicArn = arn('sns', topic);
      return { ref: topicArn, attributes: { TopicArn: topicArn, TopicName: topic } };
    }
    default:
      return { ref: name(''), attributes: { Arn: arn('cloudformation', name('')), Id: name('') } };
  }
}

/** The bus that a rule or an entry means by a name or an ARN. */
export function busName(nameOrArn: Json | undefined): string {
  return typeof nameOrArn === 'string' ? nameOrArn.replace(/^arn:.*:event-bus\//, '') : 'default';
}

/** The unqualified ARN of the function that a name, a partial or a whole ARN stands for. */
export function functionArn(nameOrArn: Json | undefined, place: Pick<Place, 'account' | 'region'>): string {
  const name = functionName(nameOrArn);
  return `arn:aws:lambda:${place.region}:${place.account}:function:${name}`;
}

/** The function's name in a name, an ARN, a qualified ARN, or an API Gateway integration URI. */
export function functionName(nameOrArn: Json | undefined): string {
  const text = String(nameOrArn);
  return /function:([^:/]+)/.exec(text)?.[1] ?? (text.split(':')[0] as string);
}

/** AWS appends six characters to a secret's name. */
export function secretArn(name: string, place: Pick<Place, 'account' | 'region'>): string {
  const suffix = createHash('sha256').update(name).digest('hex').slice(0, 6);
  return `arn:aws:secretsmanager:${place.region}:${place.account}:secret:${name}-${suffix}`;
}

/** The name in an ARN that {@link secretArn} made. */
export function secretName(arn: string): string {
  return arn.replace(/^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:/, '').replace(/-[^-]{6}$/, '');
}

function hash(text: string, place: Place): string {
  // Letters first: an API's id is also a host name.
  return createHash('sha256').update(`${place.stackName}/${text}`).digest('hex').replace(/^\d/, 'a');
}

function uuid(text: string, place: Place): string {
  return hash(text, place).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

import type { Template } from './assembly';
import type { Json, JsonObject } from './service';

/** What a template's functions may refer to. */
export interface Scope {
  readonly template: Template;
  readonly account: string;
  readonly region: string;
  readonly stackName: string;
  /** What `Ref` gives for a resource. */
  ref(logicalId: string): Json;
  /** What `Fn::GetAtt` gives. */
  attribute(logicalId: string, name: string): Json;
}

/** Stands for `AWS::NoValue`: whoever holds it leaves the property out. */
const NO_VALUE = Symbol('AWS::NoValue');
type Resolved = Json | typeof NO_VALUE;

/**
 * The value with every CloudFormation function replaced by what it gives.
 *
 * @param place where the value stands, for errors: `Resources.Queue.Properties`
 * @throws Error for a function that is not known, or that needs another stack
 */
export function resolve(value: Json, scope: Scope, place: string): Json {
  const resolved = resolveAny(value, scope, place);
  return resolved === NO_VALUE ? null : resolved;
}

/** Whether a named condition of the template holds. */
export function conditionHolds(name: string, scope: Scope): boolean {
  const condition = scope.template.Conditions?.[name];
  if (condition === undefined) throw new Error(`Conditions.${name}: no such condition`);
  return resolve(condition, scope, `Conditions.${name}`) === true;
}

function resolveAny(value: Json, scope: Scope, place: string): Resolved {
  if (Array.isArray(value)) {
    return value
      .map((item, index) => resolveAny(item, scope, `${place}[${index}]`))
      .filter((item): item is Json => item !== NO_VALUE);
  }
  if (typeof value !== 'object' || value === null) return value;

  const [[name, argument] = [], ...others] = Object.entries(value);
  if (name !== undefined && argument !== undefined && others.length === 0) {
    if (name === 'Ref') return reference(String(argument), scope, place);
    if (name === 'Condition' && typeof argument === 'string') return conditionHolds(argument, scope);
    if (name.startsWith('Fn::')) {
      const apply = functions[name];
      if (!apply) throw new Error(`${place}: the local stack does not know ${name}`);
      return apply(argument, scope, `${place}.${name}`);
    }
  }
  const result: JsonObject = {};
  for (const [key, member] of Object.entries(value)) {
    const resolved = resolveAny(member, scope, `${place}.${key}`);
    if (resolved !== NO_VALUE) result[key] = resolved;
  }
  return result;
}

function reference(name: string, scope: Scope, place: string): Resolved {
  switch (name) {
    case 'AWS::Region':
      return scope.region;
    case 'AWS::AccountId':
      return scope.account;
    case 'AWS::Partition':
      return 'aws';
    case 'AWS::URLSuffix':
      return 'amazonaws.com';
    case 'AWS::StackName':
      return scope.stackName;
    case 'AWS::StackId':
      return `arn:aws:cloudformation:${scope.region}:${scope.account}:stack/${scope.stackName}/local`;
    case 'AWS::NotificationARNs':
      return [];
    case 'AWS::NoValue':
      return NO_VALUE;
  }
  const parameter = scope.template.Parameters?.[name];
  if (parameter) {
    if (parameter.Default === undefined) throw new Error(`${place}: parameter ${name} has no default`);
    return parameter.Default;
  }
  if (scope.template.Resources[name]) return scope.ref(name);
  throw new Error(`${place}: nothing in the template is called ${name}`);
}

type Apply = (argument: Json, scope: Scope, place: string) => Resolved;

const functions: Readonly<Record<string, Apply>> = {
  'Fn::GetAtt'(argument, scope, place) {
    const parts = Array.isArray(argument) ? argument : String(argument).split('.');
    const [logicalId, ...name] = parts.map((part) => resolve(part, scope, place)).map(String);
    if (logicalId === undefined || !scope.template.Resources[logicalId]) {
      throw new Error(`${place}: nothing in the template is called ${logicalId}`);
    }
    return scope.attribute(logicalId, name.join('.'));
  },
  'Fn::Join'(argument, scope, place) {
    const [separator, values] = list(argument, scope, place);
    return array(values ?? null, place)
      .map(String)
      .join(String(separator));
  },
  'Fn::Split'(argument, scope, place) {
    const [separator, text] = list(argument, scope, place);
    return String(text).split(String(separator));
  },
  'Fn::Select'(argument, scope, place) {
    const [index, values] = list(argument, scope, place);
    const selected = array(values ?? null, place)[Number(index)];
    if (selected === undefined) throw new Error(`${place}: no element ${index}`);
    return selected;
  },
  'Fn::Sub'(argument, scope, place) {
    const [text, own] = Array.isArray(argument) ? argument : [argument, {}];
    const variables = resolve(own ?? {}, scope, place) as JsonObject;
    return String(text).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (name in variables) return String(variables[name]);
      const value = name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name };
      return String(resolve(value, scope, place));
    });
  },
  'Fn::If'(argument, scope, place) {
    const [name, yes, no] = array(argument, place);
    const branch = conditionHolds(String(name), scope) ? yes : no;
    if (branch === undefined) throw new Error(`${place}: a condition, a value and another value expected`);
    return resolveAny(branch, scope, place);
  },
  'Fn::Equals'(argument, scope, place) {
    const [left, right] = list(argument, scope, place);
    return JSON.stringify(left) === JSON.stringify(right);
  },
  'Fn::And': (argument, scope, place) => list(argument, scope, place).every((value) => value === true),
  'Fn::Or': (argument, scope, place) => list(argument, scope, place).some((value) => value === true),
  'Fn::Not': (argument, scope, place) => list(argument, scope, place)[0] !== true,
  'Fn::FindInMap'(argument, scope, place) {
    const [map, first, second] = list(argument, scope, place).map(String);
    const found = scope.template.Mappings?.[map ?? '']?.[first ?? '']?.[second ?? ''];
    if (found === undefined) throw new Error(`${place}: no mapping ${map}.${first}.${second}`);
    return found;
  },
  'Fn::Base64': (argument, scope, place) =>
    Buffer.from(String(resolve(argument, scope, place))).toString('base64'),
  'Fn::GetAZs': (_argument, scope) => ['a', 'b', 'c'].map((zone) => scope.region + zone),
  'Fn::ImportValue'(_argument, _scope, place) {
    throw new Error(`${place}: values of other stacks do not exist in the local stack`);
  },
};

function list(argument: Json, scope: Scope, place: string): Json[] {
  return array(resolve(argument, scope, place), place);
}

function array(value: Json, place: string): Json[] {
  if (!Array.isArray(value)) throw new Error(`${place}: a list expected`);
  return value;
}

import { readAssembly } from '../assembly';
import type { JsonObject } from '../service';
import { resolveTemplate } from '../template';
import { writeAssembly } from './assembly-fixture';

const place = {
  account: '000000000000',
  region: 'us-east-1',
  stackName: 'Fixture',
  awsUrl: 'http://127.0.0.1:4566',
};

const queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'work' } };

/** `{Name}` in CloudFormation's spelling, which a linter takes for a mistake. */
const sub = (text: string) => text.replaceAll('{', '${');

/** Resolves one value, as an output of a template with a queue called `Queue`. */
function resolved(value: unknown, template: JsonObject = {}): string | undefined {
  const outputs = { Value: { Value: value } } as JsonObject;
  const assembly = readAssembly(
    writeAssembly({ resources: { Queue: queue }, template: { ...template, Outputs: outputs } }),
  );
  return resolveTemplate(assembly, place).outputs.Value;
}

function warnings(resources: Parameters<typeof writeAssembly>[0]['resources']): readonly string[] {
  return resolveTemplate(readAssembly(writeAssembly({ resources })), place).warnings;
}

describe('a template', () => {
  const yes = {
    Conditions: { Yes: { 'Fn::Equals': ['a', 'a'] }, No: { 'Fn::Not': [{ Condition: 'Yes' }] } },
  };

  it.each<[string, unknown, string, JsonObject?]>([
    ['Ref of a queue', { Ref: 'Queue' }, 'http://127.0.0.1:4566/000000000000/work'],
    ['Ref of a parameter', { Ref: 'P' }, 'set', { Parameters: { P: { Type: 'String', Default: 'set' } } }],
    ['Ref of the region', { Ref: 'AWS::Region' }, 'us-east-1'],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:aws:sqs:us-east-1:000000000000:work'],
    ['Fn::GetAtt as text', { 'Fn::GetAtt': 'Queue.QueueName' }, 'work'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::AccountId' }]] }, 'a-000000000000'],
    ['Fn::Sub', { 'Fn::Sub': sub('{AWS::Partition}/{Queue.QueueName}/{!kept}') }, sub('aws/work/{kept}')],
    [
      'Fn::Sub with variables',
      { 'Fn::Sub': [sub('{A}'), { A: { Ref: 'AWS::URLSuffix' } }] },
      'amazonaws.com',
    ],
    ['Fn::Select and Fn::Split', { 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    ['Fn::If', { 'Fn::If': ['Yes', 'y', 'n'] }, 'y', yes],
    ['Fn::If, otherwise', { 'Fn::If': ['No', 'y', 'n'] }, 'n', yes],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['M', 'a', 'b'] }, 'c', { Mappings: { M: { a: { b: 'c' } } } }],
    ['Fn::Base64', { 'Fn::Base64': 'text' }, 'dGV4dA=='],
  ])('resolves %s', (...[, value, expected, template]) => {
    expect(resolved(value, template)).toBe(expected);
  });

  it.each<[string, unknown, RegExp]>([
    ['a value of another stack', { 'Fn::ImportValue': 'x' }, /Outputs\.Value.*other stacks/],
    ['a function that it does not know', { 'Fn::Transform': {} }, /Outputs\.Value.*Fn::Transform/],
    ['a name that does not exist', { Ref: 'Nothing' }, /Outputs\.Value.*Nothing/],
  ])('refuses %s, and says where it stands', (_, value, expected) => {
    expect(() => resolved(value)).toThrow(expected);
  });

  it('leaves out what is AWS::NoValue, and resources whose condition does not hold', () => {
    const assembly = readAssembly(
      writeAssembly({
        template: yes,
        resources: {
          Queue: {
            Type: 'AWS::SQS::Queue',
            Properties: { DelaySeconds: { 'Fn::If': ['No', 1, { Ref: 'AWS::NoValue' }] } },
          },
          Other: { ...queue, Condition: 'No' },
        },
      }),
    );
    const { resources } = resolveTemplate(assembly, place);
    expect(resources.map(({ logicalId, properties }) => ({ logicalId, properties }))).toEqual([
      { logicalId: 'Queue', properties: {} },
    ]);
  });

  it('names a resource type that it does not know', () => {
    expect(warnings({ Table: { Type: 'AWS::DynamoDB::Table' } })).toEqual([
      'Table: the local stack does not know AWS::DynamoDB::Table',
    ]);
  });

  it('names a property that it does not honour', () => {
    const Properties = { Layers: ['arn'], FunctionName: 'f', Tags: [] };
    expect(warnings({ Function: { Type: 'AWS::Lambda::Function', Properties } })).toEqual([
      'Function: the local stack does not honour Layers of AWS::Lambda::Function',
    ]);
  });

  it('names a property only where its value asks for something', () => {
    const route = (AuthorizationType: string) => ({
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: { AuthorizationType },
    });
    expect(warnings({ Open: route('NONE'), Closed: route('JWT') })).toEqual([
      'Closed: the local stack does not honour AuthorizationType of AWS::ApiGatewayV2::Route',
    ]);
  });

  it('is silent about what changes nothing here', () => {
    expect(
      warnings({ Role: { Type: 'AWS::IAM::Role' }, Alarm: { Type: 'AWS::CloudWatch::Alarm' }, Queue: queue }),
    ).toEqual([]);
  });

  it('gives a resource without a name the same name on every start', () => {
    const ref = () => {
      const resources = { Inbox: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } } };
      return resolveTemplate(readAssembly(writeAssembly({ resources })), place).resources[0]?.physical.ref;
    };
    expect(ref()).toBe(ref());
    expect(ref()).toMatch(/^http:\/\/127\.0\.0\.1:4566\/000000000000\/Fixture-Inbox-[0-9A-F]{12}\.fifo$/);
  });
});

describe('a cloud assembly', () => {
  it('says which stacks it has when asked for another', () => {
    expect(() => readAssembly(writeAssembly({ resources: {} }), 'Other')).toThrow(/"Other", found: Fixture/);
  });

  it('says which file is missing', () => {
    expect(() => readAssembly('/nowhere')).toThrow(/\/nowhere\/manifest\.json/);
  });
});

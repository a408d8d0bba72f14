import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../infra/cli/paths';
import { type Resource, resources, type Template } from '../infra/templates';
import { createFolder, install, type Project, pack } from './tarball';

/** What the README shows a subscriber: imports, and what stands in a stack. */
const [construct = '', handler = ''] = (() => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const section = /^## Subscribe\n([\s\S]*?)^## /m.exec(readme)?.[1] ?? '';
  return [...section.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code);
})();

const [, imports = '', lines = ''] = /^((?:import .*\n)+)\n([\s\S]*)$/.exec(construct) ?? [];

const APP = `
import { App, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { OrderEvents } from 'order-events/cdk';
${imports}
class Pipeline extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new OrderEvents(this, 'Orders', { name: 'shop' });
  }
}

class Subscriber extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const handler = new LambdaFunction(this, 'Handler', {
      code: Code.fromInline('exports.handler = async () => {};'),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
    });
    ${lines}
  }
}

const app = new App({ outdir: process.argv[2] ?? '' });
new Pipeline(app, 'Pipeline');
new Subscriber(app, 'Subscriber');
app.synth();
`;

const folder = createFolder();
const projects = {} as Record<'commonjs' | 'module', Project>;

beforeAll(() => {
  const tarball = pack(folder.path);
  for (const type of ['commonjs', 'module'] as const) {
    const project = install(tarball, folder.path, type);
    projects[type] = project;
    project.write('app.ts', APP);
    project.write('handler.ts', handler);
    project.node(
      'node_modules/typescript/bin/tsc',
      ...['--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022', '--types', 'node'],
      ...['app.ts', 'handler.ts'],
    );
    project.node('app.js', join(project.root, 'out'));
  }
});
afterAll(() => folder.remove());

const templateOf = (type: 'commonjs' | 'module', stack: string): Template =>
  JSON.parse(readFileSync(join(projects[type].root, 'out', `${stack}.template.json`), 'utf8'));

const one = (template: Template, type: string): Resource['Properties'] => {
  const [found, ...others] = resources(template, type);
  expect([type, found ? 1 + others.length : 0]).toEqual([type, 1]);
  return found?.Properties;
};

describe.each(['commonjs', 'module'] as const)(
  'an app of the type %s, with nothing but the tarball',
  (type) => {
    it('subscribes in the five lines of the README', () => {
      expect(lines.trim().split('\n')).toHaveLength(5);
      expect(handler).toContain('onOrder(');
    });

    it('has the rule that the lines ask for', () => {
      const { EventBusName, EventPattern } = one(templateOf(type, 'Subscriber'), 'AWS::Events::Rule');
      expect(EventBusName).toBe('order-events');
      const [, provider] = /providers: \['(.+?)'\]/.exec(lines) ?? [];
      expect(EventPattern).toEqual({
        source: [`orders.${provider}`],
        'detail-type': [{ suffix: '.v1' }],
        detail: {
          metadata: { test: [false] },
          data: {
            order: {
              currency: ['EUR'],
              status: { payment: { value: ['paid'] } },
              totals: { total: [{ numeric: ['>', 100_000] }] },
            },
          },
        },
      });
    });

    it('retries, and dead-letters both before and after the function has the event', () => {
      const template = templateOf(type, 'Subscriber');
      const queues = resources(template, 'AWS::SQS::Queue').map(({ id }) => ({ 'Fn::GetAtt': [id, 'Arn'] }));
      const [target] = one(template, 'AWS::Events::Rule').Targets;
      expect(target.RetryPolicy.MaximumRetryAttempts).toBeGreaterThan(0);
      expect(queues).toContainEqual(target.DeadLetterConfig.Arn);
      const invoke = one(template, 'AWS::Lambda::EventInvokeConfig');
      expect(queues).toContainEqual(invoke.DestinationConfig.OnFailure.Destination);
      expect(invoke.DestinationConfig.OnFailure.Destination).not.toEqual(target.DeadLetterConfig.Arn);
      const writable = resources(template, 'AWS::SQS::QueuePolicy')
        .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
        .filter(({ Principal }) => Principal.Service === 'events.amazonaws.com')
        .map((statement) => statement.Resource);
      expect(writable).toEqual([target.DeadLetterConfig.Arn]);
      for (const queue of resources(template, 'AWS::SQS::Queue')) {
        const dimensions = [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queue.id, 'QueueName'] } }];
        const alarms = resources(template, 'AWS::CloudWatch::Alarm').filter(
          ({ Properties }) => JSON.stringify(Properties.Dimensions) === JSON.stringify(dimensions),
        );
        expect(alarms.length).toBeGreaterThan(0);
      }
    });

    it('has the whole pipeline as one construct, with the functions that the package brings', () => {
      const template = templateOf(type, 'Pipeline');
      expect(one(template, 'AWS::Events::EventBus').Name).toBe('shop');
      const functions = resources(template, 'AWS::Lambda::Function').filter(
        ({ Properties }) => Properties.Code.S3Key !== undefined && Properties.Handler === 'index.handler',
      );
      expect(functions).toHaveLength(2);
      for (const { Properties } of functions) {
        const asset = String(Properties.Code.S3Key).replace('.zip', '');
        expect(existsSync(join(projects[type].root, 'out', `asset.${asset}`, 'index.js'))).toBe(true);
      }
    });
  },
);

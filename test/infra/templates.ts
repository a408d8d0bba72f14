import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CACHE_NAME, ROOT } from '../../infra/cli/paths';
import { bundleToRun } from '../support/bundle-to-run';
import type { VariantName } from './variants';

const FILE = join(ROOT, 'node_modules', '.cache', CACHE_NAME, 'templates.json');

/** A CloudFormation template. */
export interface Template {
  readonly Resources: Readonly<Record<string, Omit<Resource, 'id'>>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
}

/** A resource as it stands in the template. */
export interface Resource {
  readonly id: string;
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of any shape; what a test reads there, it asserts.
  readonly Properties: any;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** Synthesises every variant, in a process of its own: Jest would load the CDK anew for each test file. */
export async function writeTemplates(): Promise<void> {
  const script = await bundleToRun('test/infra/write-templates.ts');
  await promisify(execFile)(process.execPath, [script, FILE]);
}

export const templateOf = (variant: VariantName | 'subscriptions'): Template =>
  (JSON.parse(readFileSync(FILE, 'utf8')) as Record<typeof variant, Template>)[variant];

/** All resources of one type, or of all types. */
export const resources = (template: Template, type?: string): Resource[] =>
  Object.entries(template.Resources)
    .map(([id, resource]) => ({ id, ...resource }))
    .filter((resource) => type === undefined || resource.Type === type);

/** The one resource of its type that `is` picks. */
export const resource = (
  template: Template,
  type: string,
  is: (resource: Resource) => boolean = () => true,
): Resource => {
  const [found, ...more] = resources(template, type).filter(is);
  if (!found || more.length > 0)
    throw new Error(`expected one ${type}, found ${found ? more.length + 1 : 0}`);
  return found;
};

/** The queue of a subscription, by the end of its tag: `<path>/rule` or `<path>/function`. */
export const deadLetterQueueOf = (template: Template, subscriber: string): Resource =>
  resource(template, 'AWS::SQS::Queue', ({ Properties }) =>
    (Properties?.Tags ?? []).some(({ Value }: { Value: unknown }) => String(Value).endsWith(subscriber)),
  );

export const queueNamed = (template: Template, name: string): Resource =>
  resource(template, 'AWS::SQS::Queue', ({ Properties }) => Properties.QueueName === name);

/** `receive`, `normalize` or a subscriber, by the log group that carries its name. */
export const functionNamed = (template: Template, name: string, pipeline = 'order-events'): Resource => {
  const log = resource(
    template,
    'AWS::Logs::LogGroup',
    ({ Properties }) => Properties.LogGroupName === `/${pipeline}/${name}`,
  );
  return resource(
    template,
    'AWS::Lambda::Function',
    ({ Properties }) => Properties.LoggingConfig.LogGroup.Ref === log.id,
  );
};

export const ref = (id: string) => ({ Ref: id });
export const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

import { App, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { context as flags } from '../../cdk.json';
import { OrderEventsStack } from '../../infra/stack/stack';

/** A resource as it stands in the template. */
export interface Resource {
  readonly id: string;
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of any shape; what a test reads there, it asserts.
  readonly Properties: any;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** The stack's template, without what takes seconds: bundles and validation. */
export const synthesize = (providers: readonly string[], context: Record<string, unknown> = {}): Template =>
  Template.fromStack(
    stackOf(providers, { 'aws:cdk:bundling-stacks': [], 'aws:cdk:disable-asset-staging': true, ...context }),
  );

/** Everything that would be deployed, bundles included, in `directory`. */
export const synthesizeTo = (
  directory: string,
  providers: readonly string[],
  context: Record<string, unknown> = {},
): void => {
  Stage.of(stackOf(providers, context, directory))?.synth();
};

const stackOf = (providers: readonly string[], context: Record<string, unknown>, outdir?: string) =>
  new OrderEventsStack(
    new App({
      context: { ...flags, '@aws-cdk/core:validateAgainstDefaultRules': false, ...context },
      ...(outdir === undefined ? {} : { outdir }),
    }),
    'OrderEvents',
    { providers },
  );

/** All resources of one type, or of all types. */
export const resources = (template: Template, type?: string): Resource[] =>
  Object.entries(template.toJSON().Resources as Record<string, Omit<Resource, 'id'>>)
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

export const queueNamed = (template: Template, name: string): Resource =>
  resource(template, 'AWS::SQS::Queue', ({ Properties }) => Properties.QueueName === name);

/** `receive`, `normalize` or a subscriber, by the log group that carries its name. */
export const functionNamed = (template: Template, name: string): Resource => {
  const log = resource(
    template,
    'AWS::Logs::LogGroup',
    ({ Properties }) => Properties.LogGroupName === `/order-events/${name}`,
  );
  return resource(
    template,
    'AWS::Lambda::Function',
    ({ Properties }) => Properties.LoggingConfig.LogGroup.Ref === log.id,
  );
};

export const ref = (id: string) => ({ Ref: id });
export const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

import { writeFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { context as flags } from '../../cdk.json';
import { OrderEventsStack } from '../../infra/stack/stack';
import { SubscriptionsStack } from './subscriptions';
import { VARIANTS } from './variants';

/** Without what takes seconds: bundles, and the validation that `npm run synth` does. */
const QUICK = { 'aws:cdk:bundling-stacks': [], 'aws:cdk:disable-asset-staging': true };

const newApp = () => new App({ context: { ...flags, ...QUICK }, builtinCloudFormationValidation: false });

const templates = Object.entries(VARIANTS).map(([name, settings]) => {
  return [name, Template.fromStack(new OrderEventsStack(newApp(), 'OrderEvents', { settings })).toJSON()];
});
const subscriptions = Template.fromStack(new SubscriptionsStack(newApp(), 'Subscriptions')).toJSON();
writeFileSync(process.argv[2] as string, JSON.stringify({ ...Object.fromEntries(templates), subscriptions }));

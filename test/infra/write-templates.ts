import { writeFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { context as flags } from '../../cdk.json';
import { OrderEventsStack } from '../../infra/stack/stack';
import { VARIANTS } from './variants';

/** Without what takes seconds: bundles, and the validation that `npm run synth` does. */
const QUICK = { 'aws:cdk:bundling-stacks': [], 'aws:cdk:disable-asset-staging': true };

const templates = Object.entries(VARIANTS).map(([name, settings]) => {
  const app = new App({ context: { ...flags, ...QUICK }, builtinCloudFormationValidation: false });
  return [name, Template.fromStack(new OrderEventsStack(app, 'OrderEvents', { settings })).toJSON()];
});
writeFileSync(process.argv[2] as string, JSON.stringify(Object.fromEntries(templates)));

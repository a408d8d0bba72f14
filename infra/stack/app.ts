import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { STACK_NAME } from '../../lib/names';
import { providers } from '../../lib/providers';
import { runCommand } from '../cli/exit';
import { OrderEventsStack } from './stack';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

// A setting that cannot be is told in one line.
void runCommand(async () => {
  // No `env`: the template is the same for everybody, the CLI takes account and region from the caller's profile.
  new OrderEventsStack(app, STACK_NAME, { providers: providers.map(({ name }) => name) });
  return 0;
});

import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { stackNameOf } from '../../lib/names';
import { providers } from '../../lib/providers';
import { readSettings, SettingError } from './settings';
import { readFromRoot } from './settings-file';
import { OrderEventsStack } from './stack';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));

try {
  const settings = readSettings({
    context: app.node.getAllContext(),
    readFile: readFromRoot,
    providers: providers.map(({ name }) => name),
  });
  // No `env`: the template is the same for everybody, the CLI takes account and region from the caller's profile.
  new OrderEventsStack(app, stackNameOf(settings.name), { settings });
} catch (error) {
  if (!(error instanceof SettingError)) throw error;
  // The person who deploys can correct a setting: one line, without a stack trace.
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

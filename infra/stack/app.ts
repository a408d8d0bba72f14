import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { stackNameOf } from '../../lib/names';
import { readSettings, SettingError } from './settings';
import { OrderEventsStack } from './stack';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

try {
  // No `env`: the template is the same for everybody, the CLI takes account and region from the caller's profile.
  new OrderEventsStack(app, stackNameOf(), { settings: readSettings(app.node) });
} catch (error) {
  if (!(error instanceof SettingError)) throw error;
  // The person who deploys can correct a setting: one line, without a stack trace.
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

import { stackAssembly } from '../../../infra/cli/assembly';
import { writeTemplates } from '../../infra/templates';
import { bundleCommands } from '../commands';

/** Makes once what the tests of programs need: the assembly that runs, the templates that are read, the commands. */
async function prepare(): Promise<void> {
  await Promise.all([stackAssembly(), writeTemplates(), bundleCommands()]);
}

// Where Jest looks for it.
module.exports = prepare;

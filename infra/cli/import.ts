import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { stackNameOf } from '../../lib/names';
import { readArguments, refuseWords } from './arguments';
import { createClients } from './clients';
import { runCommand } from './exit';
import { importMapping } from './import-mapping';
import { readTemplate } from './import-template';
import { fromCaller, ROOT } from './paths';

const USAGE = `Writes what cdk import needs to take back what cdk destroy kept: queues, secrets, bus and archive.

  npx cdk synth && npm run import-mapping -- [--name NAME] [--out FILE]
  npx cdk import --resource-mapping import-mapping.json && npx cdk deploy

  --name NAME     the pipeline (order-events)
  --template FILE its template (cdk.out/<stack>.template.json)
  --out FILE      where to (import-mapping.json)
  --profile P, --region R, --endpoint-url URL
  --json          prints the mapping, and writes no file

Exit codes: 0 everything was found, 1 something was not: cdk deploy makes it anew; 2 wrong arguments.
`;
const CALL = 'npm run import-mapping --';

async function main(): Promise<number> {
  const { values, positionals } = readArguments(CALL, {
    name: { type: 'string' },
    template: { type: 'string' },
    out: { type: 'string', default: 'import-mapping.json' },
    profile: { type: 'string' },
    region: { type: 'string' },
    'endpoint-url': { type: 'string' },
    json: { type: 'boolean' },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  refuseWords(CALL, positionals);
  const { name, profile, region, 'endpoint-url': endpoint } = values;
  const synthesised = join(ROOT, 'cdk.out', `${stackNameOf(name)}.template.json`);
  const template = readTemplate(values.template ? fromCaller(values.template) : synthesised);
  const { sqs, secrets } = createClients({
    ...(profile && { profile }),
    ...(region && { region }),
    ...(endpoint && { endpoint }),
  });
  const { mapping, missing } = await importMapping(template, {
    queueUrl: (queue) =>
      unlessMissing(async () => (await sqs.send(new GetQueueUrlCommand({ QueueName: queue }))).QueueUrl),
    secretArn: (secret) =>
      unlessMissing(async () => (await secrets.send(new DescribeSecretCommand({ SecretId: secret }))).ARN),
  });
  const text = `${JSON.stringify(mapping, null, 2)}\n`;
  if (values.json) process.stdout.write(text);
  else {
    writeFileSync(fromCaller(values.out), text);
    process.stdout.write(`${values.out}: ${Object.keys(mapping).length} resources\n`);
  }
  for (const one of missing) process.stderr.write(`${one} is not there: cdk deploy makes it anew\n`);
  return missing.length > 0 ? 1 : 0;
}

async function unlessMissing(ask: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && MISSING.has(error.name)) return undefined;
    throw error;
  }
}

const MISSING = new Set([
  'QueueDoesNotExist',
  'AWS.SimpleQueueService.NonExistentQueue',
  'ResourceNotFoundException',
]);

void runCommand(main);

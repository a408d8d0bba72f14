import type { Assembly } from '../assembly';
import type { HttpApiDefinition } from '../http-api/http-api';
import { ACCOUNT, REGION, type Services } from '../services';
import { resolveTemplate } from '../template';
import { eventSources } from './event-sources';
import { deployEvents } from './events';
import { asyncSettings, functionDefinitions } from './functions';
import { httpApis } from './http-api';
import { deployQueues } from './queues';
import { deploySecrets } from './secrets';

export interface DeployOptions {
  readonly assembly: Assembly;
  readonly services: Services;
  readonly awsUrl: string;
  /** Where the HTTP API will answer. */
  readonly apiUrl: string;
  /** Values of secrets, by secret name. */
  readonly secrets: Readonly<Record<string, string>>;
}

export interface Deployment {
  readonly api: HttpApiDefinition | undefined;
  readonly outputs: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
}

/** Creates what the template describes. When it is done, functions are loaded and queues are being read. */
export async function deploy(options: DeployOptions): Promise<Deployment> {
  const { assembly, services, awsUrl } = options;
  const place = { account: ACCOUNT, region: REGION, stackName: assembly.stackName, awsUrl };
  const template = resolveTemplate(assembly, place);
  const { resources } = template;
  const warnings = [...template.warnings];

  await deploySecrets(resources, services.secrets, options.secrets);
  await deployQueues(resources, services.sqs);
  warnings.push(...(await deployEvents(resources, services.events)));

  const gateway = httpApis(resources, ACCOUNT);
  const [api, ...others] = gateway.apis;
  warnings.push(...gateway.warnings);
  warnings.push(...others.map(({ apiId }) => `${apiId}: the local stack runs one HTTP API`));
  const onThisMachine = (values: Readonly<Record<string, string>>) =>
    mapValues(values, (text) =>
      api
        ? text.replaceAll(`https://${api.apiId}.execute-api.${REGION}.amazonaws.com`, options.apiUrl)
        : text,
    );

  const code = functionDefinitions(resources, assembly);
  warnings.push(...code.warnings);
  for (const { logGroup } of code.definitions) services.logs.addGroup(logGroup);
  const settings = asyncSettings(resources);
  const functions = code.definitions.map((definition) =>
    services.functions.add(
      { ...definition, environment: onThisMachine(definition.environment) },
      settings(definition),
    ),
  );
  // Ready means that the first request finds its function loaded.
  await Promise.all(functions.map((one) => one.warm()));

  const reading = eventSources(
    resources,
    { region: REGION, queueUrl: services.queueUrl },
    services.functions.find,
  );
  warnings.push(...reading.warnings);
  for (const source of reading.sources) services.serve(source);
  return { api, outputs: onThisMachine(template.outputs), warnings };
}

function mapValues(
  values: Readonly<Record<string, string>>,
  map: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(String(value))]));
}

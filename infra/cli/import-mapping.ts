import type { Template } from './import-template';

/** Where a resource that was kept is found: SQS and Secrets Manager call theirs by more than their names. */
export interface Finders {
  /** The URL of a queue; `undefined` where there is none of that name. */
  readonly queueUrl: (name: string) => Promise<string | undefined>;
  /** The ARN of a secret; `undefined` where there is none of that name. */
  readonly secretArn: (name: string) => Promise<string | undefined>;
}

/** The mapping, by logical id, and the names that were not found: `cdk deploy` makes those anew. */
export interface ImportMapping {
  readonly mapping: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly missing: readonly string[];
}

/** What `cdk import --resource-mapping` needs to take what `cdk destroy` kept back into the stack. */
export async function importMapping({ Resources }: Template, find: Finders): Promise<ImportMapping> {
  const mapping: Record<string, Record<string, string>> = {};
  const missing: string[] = [];
  for (const [id, { Type, DeletionPolicy, Properties = {} }] of Object.entries(Resources)) {
    const [property, key, locate] = IDENTIFIERS[Type] ?? [];
    const name = property && Properties[property];
    // What CloudFormation names it makes anew; what it deletes is gone.
    if (!key || !locate || typeof name !== 'string' || !DeletionPolicy?.startsWith('Retain')) continue;
    const value = await locate(name, find);
    if (value === undefined) missing.push(name);
    else mapping[id] = { [key]: value };
  }
  return { mapping, missing };
}

type Locate = (name: string, find: Finders) => Promise<string | undefined>;

const byName: Locate = async (name) => name;

/** The property that names a resource of a type, the identifier that CloudFormation imports it by, and how to get it. */
const IDENTIFIERS: Readonly<Record<string, readonly [property: string, key: string, locate: Locate]>> = {
  'AWS::SQS::Queue': ['QueueName', 'QueueUrl', (name, find) => find.queueUrl(name)],
  'AWS::SecretsManager::Secret': ['Name', 'Id', (name, find) => find.secretArn(name)],
  'AWS::Events::EventBus': ['Name', 'Name', byName],
  'AWS::Events::Archive': ['ArchiveName', 'ArchiveName', byName],
};

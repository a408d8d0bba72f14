import { randomBytes } from 'node:crypto';
import { secretName } from '../physical';
import type { Actions, JsonObject } from '../service';
import type { Resource } from '../template';

/**
 * Creates the template's secrets, with the values that were given for them or else those of the template.
 *
 * @param values by secret name; one that the template does not have is created too
 */
export async function deploySecrets(
  resources: readonly Resource[],
  secrets: Actions<'CreateSecret'>,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const documents = new Map(Object.entries(values));
  for (const { type, properties, physical } of resources) {
    if (type !== 'AWS::SecretsManager::Secret') continue;
    const name = secretName(String(physical.ref));
    if (!documents.has(name)) documents.set(name, templateValue(properties));
  }
  for (const [Name, SecretString] of documents) await secrets.actions.CreateSecret({ Name, SecretString });
}

function templateValue(properties: JsonObject): string {
  if (typeof properties.SecretString === 'string') return properties.SecretString;
  const generate = properties.GenerateSecretString as JsonObject | undefined;
  const password = randomBytes(24)
    .toString('base64url')
    .slice(0, Number(generate?.PasswordLength ?? 32));
  if (typeof generate?.SecretStringTemplate !== 'string') return password;
  const document = JSON.parse(generate.SecretStringTemplate) as JsonObject;
  return JSON.stringify({ ...document, [String(generate.GenerateStringKey)]: password });
}

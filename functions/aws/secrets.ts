import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CLIENT_SETTINGS } from './client';

/** Reads a secret's current text. Rejects where the answer has none: it must not pass for an empty document. */
export type ReadSecret = (id: string, signal?: AbortSignal) => Promise<string>;

export function createReadSecret(
  client: Pick<SecretsManagerClient, 'send'> = createSecretsClient(),
): ReadSecret {
  return async (id, signal) => {
    const { SecretString } = await client.send(
      new GetSecretValueCommand({ SecretId: id }),
      signal && { abortSignal: signal },
    );
    if (!SecretString) throw new Error('Secrets Manager answered without a text');
    return SecretString;
  };
}

const createSecretsClient = () => new SecretsManagerClient(CLIENT_SETTINGS);

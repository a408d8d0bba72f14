import { randomUUID } from 'node:crypto';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { UsageError } from '../exit';

/** A secret document as it is now. */
export interface StoredDocument {
  readonly text: string;
  /** Which version it is: a change is made to this one, or not at all. */
  readonly versionId: string;
  /** When it was written. */
  readonly writtenAt?: Date | undefined;
}

/** The secret documents of a pipeline, in Secrets Manager. */
export interface DocumentStore {
  /** @throws UsageError where there is no such secret */
  read(secretId: string): Promise<StoredDocument>;
  /** The version before it; `undefined` where there is none. */
  readPrevious(secretId: string): Promise<StoredDocument | undefined>;
  /**
   * Makes a text the current version, if that is still the one that was read; it becomes the previous one.
   * @throws UsageError where somebody else has changed it meanwhile: nothing is written over
   */
  replace(secretId: string, read: StoredDocument, text: string): Promise<void>;
}

/** Holds a new version until it may take the place of the current one. */
const PENDING = 'ORDER_EVENTS_PENDING';

export function createDocumentStore(secrets: Pick<SecretsManagerClient, 'send'>): DocumentStore {
  async function get(secretId: string, stage: 'AWSCURRENT' | 'AWSPREVIOUS'): Promise<StoredDocument> {
    const found = await secrets.send(new GetSecretValueCommand({ SecretId: secretId, VersionStage: stage }));
    const { SecretString, VersionId, CreatedDate } = found;
    if (SecretString === undefined || VersionId === undefined)
      throw new UsageError(`${secretId}: holds no text; expected a JSON object of endpoints`);
    return { text: SecretString, versionId: VersionId, writtenAt: CreatedDate };
  }
  const stage = (SecretId: string, input: { stage: string; to?: string; from: string }) =>
    secrets.send(
      new UpdateSecretVersionStageCommand({
        SecretId,
        VersionStage: input.stage,
        RemoveFromVersionId: input.from,
        ...(input.to !== undefined && { MoveToVersionId: input.to }),
      }),
    );

  return {
    async read(secretId) {
      try {
        return await get(secretId, 'AWSCURRENT');
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
        throw new UsageError(`${secretId}: there is no such secret; deploy the stack first`);
      }
    },
    async readPrevious(secretId) {
      try {
        return await get(secretId, 'AWSPREVIOUS');
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      }
    },
    async replace(secretId, read, text) {
      const version = randomUUID();
      await secrets.send(
        new PutSecretValueCommand({
          SecretId: secretId,
          SecretString: text,
          ClientRequestToken: version,
          VersionStages: [PENDING],
        }),
      );
      try {
        // Moves the label from the version that was read, and fails where another has it.
        await stage(secretId, { stage: 'AWSCURRENT', to: version, from: read.versionId });
      } catch (error) {
        if ((await get(secretId, 'AWSCURRENT')).versionId === version) return;
        if ((await get(secretId, 'AWSCURRENT')).versionId === read.versionId) throw error;
        throw new UsageError(
          `${secretId}: somebody else changed it meanwhile. Nothing was written; run this again.`,
        );
      } finally {
        // Without a label the version is gone; one that is current loses a name that nobody needs.
        await stage(secretId, { stage: PENDING, from: version }).catch(() => undefined);
      }
    },
  };
}

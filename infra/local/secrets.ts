import { randomUUID } from 'node:crypto';
import type { Clock } from './clock';
import { secretArn } from './physical';
import { AwsError, type Json, type JsonObject, service } from './service';

interface Version {
  readonly id: string;
  readonly value: { SecretString: string } | { SecretBinary: string };
  readonly created: number;
  stages: string[];
}

interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly created: number;
  description?: string;
  changed: number;
  versions: Version[];
}

export interface SecretsOptions {
  readonly clock: Clock;
  readonly account: string;
  readonly region: string;
}

/** Secrets Manager: secrets with their current and previous version, in memory. */
export function createSecrets({ clock, account, region }: SecretsOptions) {
  const secrets = new Map<string, Secret>();

  /** By name, by ARN, or by ARN without the six characters that AWS appends. */
  function find(input: JsonObject): Secret {
    const id = required(input, 'SecretId');
    const name = id.replace(/^arn:aws[\w-]*:secretsmanager:[^:]*:[^:]*:secret:/, '');
    const secret =
      secrets.get(name) ?? (name === id ? undefined : secrets.get(name.replace(/-[^-]{6}$/, '')));
    if (!secret) {
      throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    }
    return secret;
  }

  function put(secret: Secret, input: JsonObject): Version {
    const id = text(input.ClientRequestToken) ?? randomUUID();
    const value = givenValue(input);
    const same = secret.versions.find((version) => version.id === id);
    if (same) {
      if (JSON.stringify(same.value) === JSON.stringify(value)) return same;
      throw new AwsError(
        'ResourceExistsException',
        `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${secret.arn}.`,
      );
    }
    const stages = Array.isArray(input.VersionStages) ? input.VersionStages.map(String) : ['AWSCURRENT'];
    for (const version of secret.versions) {
      const wasCurrent = version.stages.includes('AWSCURRENT');
      version.stages = version.stages.filter((stage) => !stages.includes(stage));
      if (!stages.includes('AWSCURRENT')) continue;
      version.stages = version.stages.filter((stage) => stage !== 'AWSPREVIOUS');
      if (wasCurrent) version.stages.push('AWSPREVIOUS');
    }
    const version: Version = { id, value, created: clock.now(), stages };
    secret.versions = [...secret.versions.filter((old) => old.stages.length > 0), version];
    secret.changed = clock.now();
    return version;
  }

  return service('secretsmanager', {
    CreateSecret(input) {
      const name = required(input, 'Name');
      if (secrets.has(name)) {
        throw new AwsError(
          'ResourceExistsException',
          `The operation failed because the secret ${name} already exists.`,
        );
      }
      const now = clock.now();
      const arn = secretArn(name, { account, region });
      const secret: Secret = { name, arn, created: now, changed: now, versions: [] };
      setDescription(secret, input);
      const version = hasValue(input) ? put(secret, input) : undefined;
      secrets.set(name, secret);
      return { ARN: arn, Name: name, ...(version && { VersionId: version.id }) };
    },

    PutSecretValue(input) {
      const secret = find(input);
      const version = put(secret, input);
      return { ARN: secret.arn, Name: secret.name, VersionId: version.id, VersionStages: version.stages };
    },

    UpdateSecret(input) {
      const secret = find(input);
      setDescription(secret, input);
      const version = hasValue(input) ? put(secret, { ...input, VersionStages: ['AWSCURRENT'] }) : undefined;
      return { ARN: secret.arn, Name: secret.name, ...(version && { VersionId: version.id }) };
    },

    UpdateSecretVersionStage(input) {
      const secret = find(input);
      const stage = required(input, 'VersionStage');
      const [to, from] = [input.MoveToVersionId, input.RemoveFromVersionId].map((id) =>
        versionOf(secret, id),
      );
      const holder = secret.versions.find(({ stages }) => stages.includes(stage));
      if (holder && holder !== from && holder !== to)
        throw new AwsError(
          'InvalidParameterException',
          `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ${holder.id}, so you must explicitly reference that version in RemoveFromVersionId.`,
        );
      if (from && holder !== from)
        throw new AwsError(
          'InvalidParameterException',
          `Staging label ${stage} isn't attached to version ${from.id}.`,
        );
      for (const version of secret.versions) version.stages = version.stages.filter((one) => one !== stage);
      to?.stages.push(stage);
      // The last good one stays at hand.
      if (stage === 'AWSCURRENT' && from && to && from !== to) {
        for (const { stages } of secret.versions)
          if (stages.includes('AWSPREVIOUS')) stages.splice(stages.indexOf('AWSPREVIOUS'), 1);
        from.stages.push('AWSPREVIOUS');
      }
      secret.versions = secret.versions.filter(({ stages }) => stages.length > 0);
      secret.changed = clock.now();
      return { ARN: secret.arn, Name: secret.name };
    },

    GetSecretValue(input) {
      const secret = find(input);
      const id = text(input.VersionId);
      const stage = text(input.VersionStage) ?? (id === undefined ? 'AWSCURRENT' : undefined);
      const version = secret.versions.find(
        (one) => (id === undefined || one.id === id) && (stage === undefined || one.stages.includes(stage)),
      );
      if (!version) {
        throw new AwsError(
          'ResourceNotFoundException',
          `Secrets Manager can't find the specified secret value for ${id === undefined ? `staging label: ${stage}` : `VersionId: ${id}`}`,
        );
      }
      return {
        ARN: secret.arn,
        Name: secret.name,
        VersionId: version.id,
        VersionStages: version.stages,
        CreatedDate: version.created / 1000,
        ...version.value,
      };
    },

    DescribeSecret(input) {
      return describe(find(input), 'VersionIdsToStages');
    },

    ListSecrets() {
      return {
        SecretList: [...secrets.values()].map((secret) => describe(secret, 'SecretVersionsToStages')),
      };
    },
  });
}

/** @throws AwsError where there is no version of that id */
function versionOf(secret: Secret, given: Json | undefined): Version | undefined {
  const id = text(given);
  const version = secret.versions.find((one) => one.id === id);
  if (id !== undefined && !version)
    throw new AwsError('ResourceNotFoundException', `Secrets Manager can't find the version ${id}.`);
  return version;
}

function describe(secret: Secret, stagesName: string): JsonObject {
  const stages = Object.fromEntries(secret.versions.map((version) => [version.id, version.stages]));
  return {
    ARN: secret.arn,
    Name: secret.name,
    ...(secret.description !== undefined && { Description: secret.description }),
    CreatedDate: secret.created / 1000,
    LastChangedDate: secret.changed / 1000,
    [stagesName]: stages,
  };
}

function setDescription(secret: Secret, input: JsonObject): void {
  const description = text(input.Description);
  if (description !== undefined) secret.description = description;
}

function hasValue(input: JsonObject): boolean {
  return typeof input.SecretString === 'string' || typeof input.SecretBinary === 'string';
}

function givenValue(input: JsonObject): Version['value'] {
  if (typeof input.SecretString === 'string') return { SecretString: input.SecretString };
  if (typeof input.SecretBinary === 'string') return { SecretBinary: input.SecretBinary };
  throw new AwsError('InvalidRequestException', 'You must provide either SecretString or SecretBinary.');
}

function required(input: JsonObject, name: string): string {
  const value = text(input[name]);
  if (value === undefined) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must not be null`,
    );
  }
  return value;
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

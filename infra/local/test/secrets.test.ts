import { createManualClock } from '../manual-clock';
import { createSecrets } from '../secrets';
import type { JsonObject } from '../service';

function secretsManager() {
  const { actions } = createSecrets({
    clock: createManualClock(),
    account: '000000000000',
    region: 'us-east-1',
  });
  return async (action: keyof typeof actions, input: JsonObject) => actions[action](input);
}

describe('Secrets Manager', () => {
  it('finds a secret by its name, its ARN, and its ARN without the suffix', async () => {
    const call = secretsManager();
    const { ARN } = await call('CreateSecret', { Name: 'app/one', SecretString: '{}' });
    expect(ARN).toMatch(/^arn:aws:secretsmanager:us-east-1:000000000000:secret:app\/one-[0-9a-f]{6}$/);
    for (const SecretId of ['app/one', String(ARN), String(ARN).slice(0, -7)]) {
      expect(await call('GetSecretValue', { SecretId })).toMatchObject({
        Name: 'app/one',
        SecretString: '{}',
      });
    }
  });

  it.each(['GetSecretValue', 'DescribeSecret', 'PutSecretValue', 'UpdateSecret'] as const)(
    '%s says when there is no such secret',
    async (action) => {
      await expect(secretsManager()(action, { SecretId: 'no', SecretString: '' })).rejects.toMatchObject({
        code: 'ResourceNotFoundException',
      });
    },
  );

  it('moves the label of the current version from the one that is named, and from no other', async () => {
    const call = secretsManager();
    const { VersionId: first } = await call('CreateSecret', { Name: 's', SecretString: '1' });
    const put = { SecretId: 's', SecretString: '2', VersionStages: ['NEXT'] };
    const { VersionId: next = '' } = await call('PutSecretValue', put);
    const move = { SecretId: 's', VersionStage: 'AWSCURRENT', MoveToVersionId: next };
    for (const wrong of [{}, { RemoveFromVersionId: next }])
      await expect(call('UpdateSecretVersionStage', { ...move, ...wrong })).rejects.toMatchObject({
        code: 'InvalidParameterException',
      });
    await call('UpdateSecretVersionStage', { ...move, RemoveFromVersionId: first ?? '' });
    await call('UpdateSecretVersionStage', {
      SecretId: 's',
      VersionStage: 'NEXT',
      RemoveFromVersionId: next,
    });
    expect(await call('GetSecretValue', { SecretId: 's' })).toMatchObject({
      SecretString: '2',
      VersionStages: ['AWSCURRENT'],
    });
    expect(await call('GetSecretValue', { SecretId: 's', VersionStage: 'AWSPREVIOUS' })).toMatchObject({
      SecretString: '1',
    });
  });

  it('keeps the value before the current one', async () => {
    const call = secretsManager();
    await call('CreateSecret', { Name: 's', SecretString: '1' });
    await call('PutSecretValue', { SecretId: 's', SecretString: '2' });
    await call('UpdateSecret', { SecretId: 's', SecretString: '3' });
    expect(await call('GetSecretValue', { SecretId: 's' })).toMatchObject({
      SecretString: '3',
      VersionStages: ['AWSCURRENT'],
    });
    expect(await call('GetSecretValue', { SecretId: 's', VersionStage: 'AWSPREVIOUS' })).toMatchObject({
      SecretString: '2',
    });
    const { VersionIdsToStages } = await call('DescribeSecret', { SecretId: 's' });
    expect(Object.values(VersionIdsToStages as JsonObject)).toEqual([['AWSPREVIOUS'], ['AWSCURRENT']]);
  });

  it('has no value until one is put', async () => {
    const call = secretsManager();
    await call('CreateSecret', { Name: 's' });
    await expect(call('GetSecretValue', { SecretId: 's' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: expect.stringContaining('AWSCURRENT'),
    });
  });

  it('takes a repeated request with the same token once, and refuses another value under it', async () => {
    const call = secretsManager();
    await call('CreateSecret', { Name: 's' });
    const put = { SecretId: 's', SecretString: '1', ClientRequestToken: 't' };
    expect(await call('PutSecretValue', put)).toEqual(await call('PutSecretValue', put));
    await expect(call('PutSecretValue', { ...put, SecretString: '2' })).rejects.toMatchObject({
      code: 'ResourceExistsException',
    });
  });

  it('does not create a secret twice', async () => {
    const call = secretsManager();
    await call('CreateSecret', { Name: 's' });
    await expect(call('CreateSecret', { Name: 's' })).rejects.toMatchObject({
      code: 'ResourceExistsException',
    });
  });

  it('lists what it has', async () => {
    const call = secretsManager();
    await call('CreateSecret', { Name: 'a', Description: 'first' });
    await call('CreateSecret', { Name: 'b' });
    const { SecretList } = await call('ListSecrets', {});
    expect(SecretList).toEqual([
      expect.objectContaining({ Name: 'a', Description: 'first' }),
      expect.objectContaining({ Name: 'b' }),
    ]);
  });

  it('says which parameter is missing', async () => {
    await expect(secretsManager()('GetSecretValue', {})).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining("'SecretId'"),
    });
  });
});

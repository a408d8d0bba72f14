import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../service';

type Resources = Record<string, { Type: string; Properties?: JsonObject; Condition?: string }>;

/** What goes into a hand-written cloud assembly. */
export interface AssemblyFixture {
  readonly resources: Resources;
  /** JavaScript of each function's `index.js`, by asset name. */
  readonly code?: Readonly<Record<string, string>>;
  readonly template?: JsonObject;
}

/** Writes a cloud assembly with one stack, `Fixture`, into a new directory, as `cdk synth` lays it out. */
export function writeAssembly({ resources, code = {}, template = {} }: AssemblyFixture): string {
  const directory = mkdtempSync(join(tmpdir(), 'assembly-'));
  const write = (name: string, content: unknown) =>
    writeFileSync(join(directory, name), JSON.stringify(content));
  const files: JsonObject = {};
  for (const [name, source] of Object.entries(code)) {
    mkdirSync(join(directory, `asset.${name}`));
    writeFileSync(join(directory, `asset.${name}`, 'index.js'), source);
    files[name] = {
      source: { path: `asset.${name}`, packaging: 'zip' },
      destinations: { current: { bucketName: 'assets', objectKey: `${name}.zip` } },
    };
  }
  write('Fixture.template.json', { ...template, Resources: resources });
  write('Fixture.assets.json', { version: '48.0.0', files, dockerImages: {} });
  write('manifest.json', {
    version: '48.0.0',
    artifacts: {
      'Fixture.assets': { type: 'cdk:asset-manifest', properties: { file: 'Fixture.assets.json' } },
      Fixture: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Fixture.template.json' } },
      Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
    },
  });
  return directory;
}

/** A function whose code is the asset of that name. */
export function lambda(asset: string, properties: JsonObject = {}): Resources[string] {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { S3Bucket: { 'Fn::Join': ['-', ['assets', { Ref: 'AWS::AccountId' }]] }, S3Key: `${asset}.zip` },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Timeout: 10,
      Role: 'arn:aws:iam::000000000000:role/any',
      ...properties,
    },
  };
}

/** An HTTP API whose one route leads to a function. */
export function httpApi(functionId: string, routeKey: string, stage: JsonObject = {}): Resources {
  return {
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api', ProtocolType: 'HTTP' } },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': [functionId, 'Arn'] },
        PayloadFormatVersion: '2.0',
      },
    },
    Route: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'Api' },
        RouteKey: routeKey,
        Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
      },
    },
    Stage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true, ...stage },
    },
    Role: { Type: 'AWS::IAM::Role' },
  };
}

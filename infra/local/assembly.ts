import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Json, JsonObject } from './service';

/** A CloudFormation template, unresolved. */
export interface Template {
  readonly Parameters?: Record<string, { Type: string; Default?: Json }>;
  readonly Mappings?: Record<string, Record<string, JsonObject>>;
  readonly Conditions?: JsonObject;
  readonly Resources: Record<string, TemplateResource>;
  readonly Outputs?: Record<string, { Value: Json; Condition?: string }>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: JsonObject;
  readonly Condition?: string;
}

export interface Assembly {
  readonly stackName: string;
  readonly template: Template;
  /** The directory of an asset, by the S3 key that the template names it with. */
  assetDirectory(key: string): string | undefined;
}

/**
 * Reads one stack of a CDK cloud assembly (`cdk.out`).
 *
 * @param stackName may be left out where the assembly holds one stack
 * @throws Error that names the file and what was expected in it
 */
export function readAssembly(path: string, stackName?: string): Assembly {
  const directory = resolve(path);
  const manifest = readJson(join(directory, 'manifest.json')) as {
    artifacts?: Record<string, Artifact>;
  };
  const stacks = Object.entries(manifest.artifacts ?? {}).filter(
    ([, artifact]) => artifact.type === 'aws:cloudformation:stack',
  );
  const names = stacks.map(([id, artifact]) => artifact.properties?.stackName ?? id);
  const index = stackName === undefined && stacks.length === 1 ? 0 : names.indexOf(stackName ?? '');
  const name = names[index];
  const file = stacks[index]?.[1].properties?.templateFile;
  if (name === undefined || file === undefined) {
    const wanted = stackName === undefined ? 'exactly one stack' : `a stack "${stackName}"`;
    throw new Error(
      `${join(directory, 'manifest.json')}: expected ${wanted}, found: ${names.join(', ') || 'none'}`,
    );
  }

  const assets = Object.entries(manifest.artifacts ?? {})
    .filter(([, artifact]) => artifact.type === 'cdk:asset-manifest')
    .map(([, artifact]) => readJson(join(directory, artifact.properties?.file ?? '')) as AssetManifest);
  const directories = new Map(
    assets
      .flatMap((asset) => Object.values(asset.files ?? {}))
      .flatMap((entry) =>
        Object.values(entry.destinations).map(
          (destination) =>
            [basename(destination.objectKey), join(directory, entry.source.path ?? '')] as const,
        ),
      ),
  );
  return {
    stackName: name,
    template: readJson(join(directory, file)) as unknown as Template,
    assetDirectory: (key) => directories.get(basename(key)),
  };
}

interface Artifact {
  readonly type: string;
  readonly properties?: { templateFile?: string; stackName?: string; file?: string };
}

interface AssetManifest {
  readonly files?: Record<
    string,
    { source: { path?: string }; destinations: Record<string, { objectKey: string }> }
  >;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

import { CfnRegistry, CfnSchema } from 'aws-cdk-lib/aws-eventschemas';
import { Construct } from 'constructs';
import { registrySchemas } from '../contract/registry';
import type { Pipeline } from './pipeline';

/** Props of {@link SchemaRegistry}. */
export interface SchemaRegistryProps {
  /** What it belongs to: the registry has its name. */
  readonly pipeline: Pipeline;
}

/**
 * The contract in the EventBridge schema registry: a schema for each type of event, of the whole event as a target gets
 * it. The console shows them, and IDEs make types of them.
 */
export class SchemaRegistry extends Construct {
  constructor(scope: Construct, id: string, { pipeline }: SchemaRegistryProps) {
    super(scope, id);
    const registry = new CfnRegistry(this, 'Registry', {
      registryName: pipeline.name,
      description: 'Canonical order events of all providers',
    });
    for (const { type, schema } of registrySchemas())
      new CfnSchema(this, type.replace(/\W/g, '-'), {
        registryName: registry.attrRegistryName,
        schemaName: type,
        type: 'JSONSchemaDraft4',
        description: `The events of type ${type}, as a target gets them`,
        content: JSON.stringify(schema),
      });
  }
}

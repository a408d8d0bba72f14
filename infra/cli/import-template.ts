import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { UsageError } from './exit';

const template = v.object({
  Resources: v.record(
    v.string(),
    v.object({
      Type: v.string(),
      DeletionPolicy: v.optional(v.string()),
      Properties: v.optional(v.record(v.string(), v.unknown())),
    }),
  ),
});

/** A CloudFormation template, as far as an import needs it. */
export type Template = v.InferOutput<typeof template>;

/** @throws UsageError where there is no template */
export function readTemplate(file: string): Template {
  if (!existsSync(file)) throw new UsageError(`${file}: there is no such file; run npx cdk synth first`);
  const read = v.safeParse(template, JSON.parse(readFileSync(file, 'utf8')));
  if (!read.success) throw new UsageError(`${file}: expected a CloudFormation template`);
  return read.output;
}

import * as v from 'valibot';
import { toIssues } from '../../lib/schema/issues';

/** The file in which a deployment's settings stand, in the repository's root. It holds no secret. */
export const SETTINGS_FILE = 'order-events.config.json';

/** The default quotas of an account, for all its APIs together; ask AWS for more before you raise these. */
const MAX_REQUESTS_PER_SECOND = 10_000;
const MAX_REQUEST_BURST = 5_000;
const MAX_CONCURRENCY = 1_000;
/** After a longer time SQS itself would dead-letter, by `maxReceiveCount`, and without the reason. */
const MAX_RETRY_HOURS = 6;
/** As long as an alarm can look back. */
const MAX_SILENCE_HOURS = 24;
/** What CloudWatch Logs takes. */
const LOG_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 3653,
] as const;
const KEBAB_CASE = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

const text = (pattern: RegExp, words: string) => v.pipe(v.string(), v.regex(pattern), v.description(words));
const flag = v.pipe(v.boolean(), v.description('true or false'));
const upTo = (most: number) =>
  v.pipe(
    v.number(),
    v.check((number) => number > 0 && number <= most),
    v.description(`a number above 0, at most ${most}`),
  );
const whole = (least: number, most: number) =>
  v.pipe(
    v.number(),
    v.check((number) => Number.isInteger(number) && number >= least && number <= most),
    v.description(`a whole number from ${least} to ${most}`),
  );
const provider = text(KEBAB_CASE, 'the name of a provider');

/** What a deployment may choose. What is left out has the default that `OrderEvents` gives it. */
const settingsSchema = v.strictObject({
  /** The pipeline's, and of its stack: two of one account need two. */
  name: v.exactOptional(
    v.pipe(
      text(KEBAB_CASE, ''),
      v.maxLength(30),
      v.description('a name in kebab case of at most 30 characters'),
    ),
  ),
  /** Those to receive from. */
  providers: v.exactOptional(v.pipe(v.array(provider), v.minLength(1), v.description('a list of names'))),
  alarmEmail: v.exactOptional(text(/^\S+@\S+$/, 'an email address')),
  alarmTopicArn: v.exactOptional(text(/^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]+$/, 'the ARN of an SNS topic')),
  /** By provider: after how long without an accepted delivery an alarm rings. */
  silenceAfterHours: v.exactOptional(v.record(v.string(), whole(1, MAX_SILENCE_HOURS))),
  domain: v.exactOptional(
    v.strictObject({
      name: text(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, 'a domain name'),
      certificateArn: text(
        /^arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/[\w-]+$/,
        'the ARN of a certificate of ACM',
      ),
      basePath: v.exactOptional(text(/^[\w.~-]+(?:\/[\w.~-]+)*$/, 'a path without a slash at its ends')),
    }),
  ),
  requestsPerSecond: v.exactOptional(upTo(MAX_REQUESTS_PER_SECOND)),
  requestBurst: v.exactOptional(whole(1, MAX_REQUEST_BURST)),
  receiveConcurrency: v.exactOptional(whole(1, MAX_CONCURRENCY)),
  normalizeConcurrency: v.exactOptional(whole(2, MAX_CONCURRENCY)),
  retryForHours: v.exactOptional(upTo(MAX_RETRY_HOURS)),
  /** Whether the example subscriber is deployed. */
  subscriber: v.exactOptional(flag),
  archiveDays: v.exactOptional(whole(1, 3_650)),
  logDays: v.exactOptional(v.pipe(v.picklist(LOG_DAYS), v.description(`one of ${LOG_DAYS.join(', ')}`))),
  customerManagedKey: v.exactOptional(flag),
  tracing: v.exactOptional(flag),
  subscriberAccounts: v.exactOptional(v.array(text(/^\d{12}$/, "an account's 12 digits, as text"))),
  subscriberOrganisations: v.exactOptional(v.array(text(/^o-[a-z0-9]{10,32}$/, "an organisation's id"))),
  onlyPipelinePublishes: v.exactOptional(flag),
  permissionsBoundary: v.exactOptional(text(/^[\w+=,.@:/-]+$/, 'the name or the ARN of a managed policy')),
  tags: v.exactOptional(v.record(v.string(), v.string())),
  terminationProtection: v.exactOptional(flag),
});

/** What a deployment chose. */
export type Settings = v.InferOutput<typeof settingsSchema>;

/** The names of all settings. */
export const SETTING_NAMES = Object.keys(settingsSchema.entries);

/** A setting that cannot be: a sentence with its name and what is expected. */
export class SettingError extends Error {}

/** What {@link readSettings} reads. */
export interface SettingsSource {
  /** The context of `cdk`: `-c name=value` overrides a setting once; CDK's own keys are left alone. */
  readonly context: Readonly<Record<string, unknown>>;
  /** Reads a file of the repository's root; `undefined` where there is none. */
  readonly readFile: (name: string) => string | undefined;
  /** The names of the registered providers. */
  readonly providers: readonly string[];
}

/**
 * Reads the settings file and what `-c` overrides. `-c settings=<file>` reads another file, `-c settings=none` none.
 * @throws SettingError
 */
export function readSettings({ context, readFile, providers }: SettingsSource): Settings {
  const { settings: chosen, ...others } = context;
  const overrides = Object.entries(others).filter(([name]) => !isOfCdk(name));
  for (const [name] of overrides)
    if (!SETTING_NAMES.includes(name)) throw new SettingError(`-c ${name}: ${noSetting(name)}`);

  const file = typeof chosen === 'string' ? chosen : SETTINGS_FILE;
  const fromFile = chosen === 'none' ? {} : parseFile(file, readFile(file), chosen !== undefined);
  const settings = checked(fromFile, file, providers);
  for (const [name, value] of overrides) {
    const where = `-c ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`;
    Object.assign(settings, checked({ [name]: fromText(name, value) }, where, providers));
  }
  return settings;
}

/** Feature flags and lookups, and what `cdk init` writes into `cdk.json`. */
const isOfCdk = (name: string): boolean => /[:@/]/.test(name) || OTHERS_OF_CDK.includes(name);
const OTHERS_OF_CDK = ['cli-telemetry', 'acknowledged-issue-numbers'];

function parseFile(file: string, content: string | undefined, required: boolean): unknown {
  if (content === undefined) {
    if (required) throw new SettingError(`${file}: there is no such file`);
    return {};
  }
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new SettingError(`${file} is not JSON: ${(error as Error).message}`);
  }
}

function checked(value: unknown, where: string, providers: readonly string[]): Settings {
  if (Array.isArray(value)) throw new SettingError(`${where}: expected an object, found a list`);
  const { success, output, issues } = v.safeParse(settingsSchema, value);
  if (success) {
    const named = [...(output.providers ?? []), ...Object.keys(output.silenceAfterHours ?? {})];
    const unknown = named.find((name) => !providers.includes(name));
    if (unknown === undefined) return output;
    throw new SettingError(`${where}: ${unknown} is no provider; there are ${providers.join(', ')}`);
  }
  const [first] = toIssues(settingsSchema, issues);
  const [name = '', ...inner] = (first?.path ?? '').split('/').slice(1);
  if (first?.message === 'is not a known field' && inner.length === 0)
    throw new SettingError(`${where}: ${noSetting(name)}`);
  const place = where.startsWith('-c') ? inner : [name, ...inner];
  throw new SettingError([where, place.join('.'), first?.message].filter(Boolean).join(': '));
}

const noSetting = (name: string): string => `${name} is no setting; there are ${SETTING_NAMES.join(', ')}`;

/** The command line knows text only: where a setting is no text, the text is its JSON. */
function fromText(name: string, value: unknown): unknown {
  if (typeof value !== 'string' || v.safeParse(settingsSchema, { [name]: value }).success) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

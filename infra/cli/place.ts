import { existsSync, readFileSync } from 'node:fs';
import { DEFAULT_NAME, stackNameOf } from '../../lib/names';
import { isLoopback } from '../loopback';
import type { ClientSettings } from './clients';
import { UsageError } from './exit';

/** Whose dead letters they are, and how every SDK client of the command is made. */
export interface Place {
  /** For people: what the command talks to. */
  readonly label: string;
  /** The pipeline's: its queues and secrets are found by it. */
  readonly name: string;
  readonly client: ClientSettings;
  /** On this machine: nothing there samples servers, so an empty receive means that nothing is left. */
  readonly nearby: boolean;
  /** Where the queues are found: in these outputs, in those of a deployed stack, or by their names. */
  readonly queues:
    | { readonly outputs: Readonly<Record<string, string>> }
    | { readonly stack: string }
    | 'by name';
}

export interface PlaceOptions {
  readonly local?: boolean | undefined;
  readonly name?: string | undefined;
  readonly stack?: string | undefined;
  readonly 'endpoint-url'?: string | undefined;
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What was asked for; else the endpoint of the environment; else a profile's account, if one is named; else the
 * local stack, if it runs and no pipeline is named; else the account that the SDK finds. What runs on this machine gets made-up credentials,
 * and nothing else does: neither are real ones shown to whatever listens there, nor is a real account reached by them.
 *
 * @param localFile what a running local stack writes: `{ awsUrl, outputs }`
 * @throws UsageError where options contradict each other
 */
export async function choosePlace(
  options: PlaceOptions,
  env: Environment,
  localFile: string,
): Promise<Place> {
  const asked = (['local', 'stack', 'endpoint-url'] as const).filter((name) => options[name]);
  if (asked.length > 1) throw new UsageError(`--${asked[0]} and --${asked[1]} name two places; give one`);
  if (options.local && options.name !== undefined)
    throw new UsageError(`--local and --name contradict each other: the local stack is ${DEFAULT_NAME}`);
  if (options.local) return localPlace(await requireLocal(env, localFile));
  const region = options.region === undefined ? {} : { region: options.region };
  if (options.stack !== undefined) return deployedPlace(options.stack, options, region, env);

  const stack = stackNameOf(options.name);
  const endpoint = options['endpoint-url'] ?? env.AWS_ENDPOINT_URL;
  if (endpoint) return endpointPlace(endpoint, options, region, env);
  if (
    options.profile === undefined &&
    options.region === undefined &&
    !env.AWS_PROFILE &&
    options.name === undefined
  ) {
    const local = readLocal(localFile);
    if (local && (await answers(local.awsUrl))) return localPlace(local);
    return deployedPlace(stack, options, region, env, ' (no local stack runs)');
  }
  return deployedPlace(stack, options, region, env);
}

/** The local stack's, whatever the shell is set to. */
const LOCAL_REGION = 'us-east-1';
const MADE_UP = { accessKeyId: 'local', secretAccessKey: 'local' };
const PATIENCE_MS = 1_000;

interface Local {
  readonly awsUrl: string;
  readonly outputs?: Readonly<Record<string, string>>;
}

const localPlace = ({ awsUrl, outputs }: Local): Place => ({
  label: `the local stack at ${awsUrl}`,
  name: DEFAULT_NAME,
  client: { endpoint: awsUrl, region: LOCAL_REGION, credentials: MADE_UP },
  nearby: true,
  queues: outputs ? { outputs } : 'by name',
});

function deployedPlace(
  stack: string,
  { profile, name = DEFAULT_NAME }: PlaceOptions,
  region: object,
  env: Environment,
  why = '',
): Place {
  const elsewhere = env.AWS_ENDPOINT_URL;
  if (elsewhere !== undefined && isLoopback(hostOf(elsewhere)))
    return { ...endpointPlace(elsewhere, { profile, name }, region, env), queues: { stack } };
  const named = profile ?? env.AWS_PROFILE;
  return {
    label: `stack ${stack}${named ? `, profile ${named}` : ''}${elsewhere ? ` at ${elsewhere}` : ''}${why}`,
    name,
    client: { ...region, ...(profile !== undefined && { profile }) },
    nearby: false,
    queues: { stack },
  };
}

function endpointPlace(
  endpoint: string,
  { profile, name = DEFAULT_NAME }: PlaceOptions,
  region: object,
  env: Environment,
): Place {
  const nearby = isLoopback(hostOf(endpoint));
  const own = { region: env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? LOCAL_REGION, credentials: MADE_UP };
  return {
    label: endpoint,
    name,
    client: { endpoint, ...(nearby ? own : profile !== undefined && { profile }), ...region },
    nearby,
    queues: 'by name',
  };
}

function hostOf(endpoint: string): string {
  try {
    return new URL(endpoint).hostname;
  } catch {
    throw new UsageError(`${endpoint}: expected the URL of an endpoint, for example http://127.0.0.1:4566`);
  }
}

async function requireLocal(env: Environment, localFile: string): Promise<Local> {
  const local = readLocal(localFile) ?? { awsUrl: `http://127.0.0.1:${env.AWS_PORT ?? 4566}` };
  if (await answers(local.awsUrl)) return local;
  throw new Error(`no local stack answers at ${local.awsUrl}: start it with npm start`);
}

/** A file that a killed stack left behind, or that somebody changed to another machine's address, is not used. */
function readLocal(file: string): Local | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const local = JSON.parse(readFileSync(file, 'utf8')) as Local;
    return isLoopback(hostOf(local.awsUrl)) ? local : undefined;
  } catch {
    return undefined;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) })).ok;
  } catch {
    return false;
  }
}

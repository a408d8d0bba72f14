import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../infra/cli/paths';
import {
  deadLetterQueueNameOf,
  logGroupNameOf,
  queueNameOf,
  secretNameOf,
  stackNameOf,
} from '../../lib/names';

const FOLDER = join(ROOT, 'infra/stack/policies');
const NAMES = ['deployer', 'on-call', 'secrets-operator'] as const;

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: unknown;
}

const statementsOf = (name: (typeof NAMES)[number]): readonly Statement[] =>
  JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')).Statement;
const actionsOf = (name: (typeof NAMES)[number]) => statementsOf(name).flatMap(({ Action }) => Action);
const resourcesOf = ({ Resource }: Statement): readonly string[] => [Resource].flat();

/** AWS limits these to nothing smaller than the account. */
const WITHOUT_RESOURCE = ['events:ListRules', 'logs:GetQueryResults', 'logs:StopQuery'];
/** The functions of subscribers, whoever made them: it says where their dead letters go. */
const OF_OTHERS = ['lambda:GetFunctionEventInvokeConfig'];

/** What IAM calls the calls of a client. */
const SERVICES: Readonly<Record<string, string>> = {
  cloudformation: 'cloudformation',
  'cloudwatch-logs': 'logs',
  eventbridge: 'events',
  lambda: 'lambda',
  'secrets-manager': 'secretsmanager',
  sqs: 'sqs',
};

/** The calls that a source makes, as IAM names them. */
function callsOf(source: string): string[] {
  const imports = [...source.matchAll(/import \{([^}]*)\} from '@aws-sdk\/client-([\w-]+)'/g)];
  return imports.flatMap(([, names = '', client = '']) =>
    [...names.matchAll(/\b(\w+)Command\b/g)].map(([, call = '']) => {
      if (!SERVICES[client]) throw new Error(`what does IAM call ${client}?`);
      // A call in batches needs the right to the call.
      const action = call === 'Invoke' ? 'InvokeFunction' : call.replace(/Batch$/, '');
      return `${SERVICES[client]}:${action}`;
    }),
  );
}

const calls = new Map<string, string[]>();
for (const file of readdirSync(join(ROOT, 'infra/cli'), { recursive: true, encoding: 'utf8' }))
  if (file.endsWith('.ts'))
    for (const call of callsOf(readFileSync(join(ROOT, 'infra/cli', file), 'utf8')))
      calls.set(call, [...(calls.get(call) ?? []), file]);

describe.each(NAMES)('the policy of %s', (name) => {
  const statements = statementsOf(name);

  it('allows named actions alone, each statement with a name of its own', () => {
    expect(statements.length).toBeGreaterThan(0);
    expect(new Set(statements.map(({ Sid }) => Sid)).size).toBe(statements.length);
    for (const { Sid, Effect, Action } of statements) {
      expect(Sid).toMatch(/^[A-Za-z0-9]+$/);
      expect(Effect).toBe('Allow');
      for (const action of Action) expect(action).toMatch(/^[a-z]+:[A-Z][A-Za-z]+$/);
    }
  });

  it('is limited to the names of the pipeline, where AWS allows it', () => {
    for (const statement of statements) {
      const { Action, Condition } = statement;
      if (Action.every((action) => [...WITHOUT_RESOURCE, ...OF_OTHERS].includes(action))) continue;
      for (const resource of resourcesOf(statement))
        expect(`${resource} ${JSON.stringify(Condition)}`).toMatch(
          /order-events[-/"]|:function:OrderEvents-|:OrderEvents-|:stack\/OrderEvents\/|:role\/cdk-hnb659fds-/,
        );
    }
  });
});

/** A policy stays within a deployment's names as `lib/names` makes them. */
it.each([
  ['sqs:ReceiveMessage', `arn:aws:sqs:us-east-1:123456789012:${queueNameOf('acme')}`],
  ['sqs:SendMessage', `arn:aws:sqs:us-east-1:123456789012:${deadLetterQueueNameOf('acme')}`],
  [
    'secretsmanager:GetSecretValue',
    `arn:aws:secretsmanager:us-east-1:123456789012:secret:${secretNameOf('acme')}-a1B2c3`,
  ],
  ['logs:StartQuery', `arn:aws:logs:us-east-1:123456789012:log-group:${logGroupNameOf('receive')}:*`],
  [
    'cloudformation:DescribeStacks',
    `arn:aws:cloudformation:us-east-1:123456789012:stack/${stackNameOf()}/an-id`,
  ],
])('lets who is on call do %s with %s, and not with those of another pipeline', (action, resource) => {
  expect(allows(action, resource)).toBe(true);
  expect(allows(action, resource.replace(/order-events|OrderEvents/, 'other'))).toBe(false);
});

function allows(action: string, resource: string): boolean {
  return statementsOf('on-call')
    .filter(({ Action, Condition }) => Action.includes(action) && Condition === undefined)
    .flatMap(resourcesOf)
    .some((pattern) => new RegExp(`^${pattern.split('*').map(literal).join('.*')}$`).test(resource));
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

it('lets somebody make every call of our commands, and who is on call all but those that change what is kept', () => {
  expect([...calls.keys()]).toEqual(expect.arrayContaining(['sqs:ReceiveMessage', 'logs:StartQuery']));
  const missing = [...calls].filter(([call]) => !actionsOf('on-call').includes(call));
  expect(Object.fromEntries(missing)).toEqual({
    'secretsmanager:DescribeSecret': ['import.ts'],
    'secretsmanager:PutSecretValue': ['endpoints/document-store.ts'],
    'secretsmanager:UpdateSecretVersionStage': ['endpoints/document-store.ts'],
  });
  for (const call of callsOf(readFileSync(join(ROOT, 'infra/cli/endpoints/document-store.ts'), 'utf8')))
    expect(actionsOf('secrets-operator')).toContain(call);
  for (const call of callsOf(readFileSync(join(ROOT, 'infra/cli/import.ts'), 'utf8')))
    expect(actionsOf('deployer')).toContain(call);
});

it('gives who is on call no right that no command uses', () => {
  expect(actionsOf('on-call').filter((action) => !calls.has(action))).toEqual([]);
});

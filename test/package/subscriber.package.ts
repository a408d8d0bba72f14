import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../infra/cli/paths';
import { exampleEvent } from '../support/example-event';
import { createFolder, install, type Project, pack, type Tarball } from './tarball';

const folder = createFolder();
let tarball: Tarball;
const projects = {} as Record<'commonjs' | 'module', Project>;

beforeAll(() => {
  tarball = pack(folder.path);
  for (const type of ['commonjs', 'module'] as const) projects[type] = install(tarball, folder.path, type);
});
afterAll(() => folder.remove());

const bin = (name: string) => join(ROOT, 'node_modules', '.bin', name);

describe('the package', () => {
  it('is under a hundred files, and none of the sources or tests', () => {
    expect(tarball.paths.length).toBeLessThan(100);
    const expected = /^(?:dist\/|(?:README|CHANGELOG)\.md$|LICENSE$|package\.json$)/;
    expect(tarball.paths.filter((path) => !expected.test(path))).toEqual([]);
  });

  it('passes publint', () => {
    execFileSync(bin('publint'), ['run', tarball.file, '--strict'], { stdio: 'pipe' });
  });

  it('has types that every resolution finds: node16 and bundler, CommonJS and ESM', () => {
    execFileSync(bin('attw'), [tarball.file, '--profile', 'node16', '--no-emoji'], { stdio: 'pipe' });
  });
});

const HANDLER = `
import type { EventBridgeHandler } from 'aws-lambda';
import { createMemoryStore, formatAmount, onOrder, type Order } from 'order-events/subscriber';
import { createDynamoDBStore } from 'order-events/subscriber/dynamodb';

const totalOf = ({ totals, currency, minorUnit }: Order): string =>
  formatAmount(totals?.total ?? 0, { currency, minorUnit }, 'de-DE');

export const handler: EventBridgeHandler<string, unknown, string> = onOrder(
  {
    created: ({ data: { order } }) => totalOf(order),
    updated: ({ data: { order } }, { previous }) => previous ?? totalOf(order),
  },
  { store: createMemoryStore() },
);
export const inDynamoDB = () => createDynamoDBStore<string>({ tableName: 'orders' });

onOrder({
  created: ({ data: { order } }) => {
    const total: number | undefined = order.totals?.total;
    // A word that a later version adds is possible.
    const status: string | undefined = order.status?.payment?.value;
    if (status === 'paid') return total;
    // @ts-expect-error there is no such field
    return order.price;
  },
});
`;

it('has types of an event that say the same as the schemas', () => {
  const file = join(ROOT, 'dist', 'same.ts');
  writeFileSync(file, SAME);
  const options = ['--noEmit', '--ignoreConfig', '--strict', '--skipLibCheck', '--types', 'node'];
  const modules = ['--module', 'preserve', '--target', 'es2022', '--lib', 'es2023'];
  execFileSync(bin('tsc'), [...options, ...modules, file], { stdio: 'pipe' });
});

const SAME = `
import type * as source from '../lib/subscriber/order-event';
import type * as made from './types/lib/subscriber/order-event';

export const toSource = (event: made.OrderEvent): source.OrderEvent => event;
export const toMade = (event: source.OrderEvent): made.OrderEvent => event;
export const redactedToSource = (event: made.CustomerRedacted): source.CustomerRedacted => event;
export const redactedToMade = (event: source.CustomerRedacted): made.CustomerRedacted => event;
export const toSourceType = (type: made.EventType): source.EventType => type;
export const toMadeType = (type: source.EventType): made.EventType => type;
`;

describe.each(['commonjs', 'module'] as const)('a project of the type %s', (type) => {
  it.each([
    ['node16', 'node16'],
    ['nodenext', 'nodenext'],
    ['preserve', 'bundler'],
  ])('has typed handlers with module %s and resolution %s', (module, moduleResolution) => {
    const project = projects[type];
    project.write('handler.ts', HANDLER);
    const options = ['--module', module, '--moduleResolution', moduleResolution];
    project.node(
      'node_modules/typescript/bin/tsc',
      ...['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2022', '--types', 'node'],
      // Our own declarations are looked at too; the SDK's would be.
      ...options,
      'handler.ts',
    );
  });

  it('reads events in plain Node.js', () => {
    const project = projects[type];
    project.write('read.cjs', `const library = require('order-events/subscriber');${READ}`);
    project.write('read.mjs', `import * as library from 'order-events/subscriber';${READ}`);
    for (const file of ['read.cjs', 'read.mjs'])
      expect(JSON.parse(project.node(file, JSON.stringify(exampleEvent())))).toEqual([
        exampleEvent().metadata.id,
        'handled',
        'NOT_AN_ORDER_EVENT',
      ]);
  });

  it('has the same library under the name of the package, the store, and the contract', () => {
    const project = projects[type];
    project.write('rest.mjs', REST);
    expect(JSON.parse(project.node('rest.mjs'))).toEqual([true, true, 'Order event']);
  });
});

const READ = `
const text = process.argv[2];
const event = JSON.parse(text);
const { error } = library.safeParseOrderEvent({});
library.onOrder({ created: () => {}, updated: () => {}, confirmed: () => {} })({ detail: event }).then((outcome) =>
  console.log(JSON.stringify([library.parseOrderEvent(event).metadata.id, outcome, error.code])),
);
`;

const REST = `
import { createRequire } from 'node:module';
import { parseOrderEvent } from 'order-events';
import * as library from 'order-events/subscriber';
import { createDynamoDBStore } from 'order-events/subscriber/dynamodb';

const gone = Object.assign(new Error(), { name: 'ConditionalCheckFailedException' });
const client = {
  calls: 0,
  async send() {
    if (this.calls++ === 0) return { Attributes: {} };
    throw gone;
  },
};
const require = createRequire(import.meta.url);
const schema = require('order-events/contract/order-event.schema.json');
const event = { metadata: { id: 'a', subject: 'b' } };
const claim = await createDynamoDBStore({ tableName: 'orders', client }).claim(event, 1000);
const lost = await claim.commit({}).catch((error) => error);
console.log(JSON.stringify([
  parseOrderEvent === library.parseOrderEvent,
  lost instanceof library.ClaimLostError,
  schema.title,
]));
`;

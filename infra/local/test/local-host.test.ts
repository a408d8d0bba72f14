import { request } from 'node:http';
import { type LocalStack, startLocalStack } from '../stack';
import { httpApi, lambda, writeAssembly } from './assembly-fixture';

let stack: LocalStack;

beforeAll(async () => {
  const code = { hello: 'exports.handler = async () => "hello"' };
  const resources = { ...httpApi('Hello', 'GET /'), Hello: lambda('hello') };
  const assembly = writeAssembly({ resources, code });
  stack = await startLocalStack({ assembly, port: 0, awsPort: 0, control: true });
});
afterAll(() => stack.close());

/** The status of a request as it is written here: `fetch` would mend its path and choose its Host. */
function statusOf(origin: string, path: string, headers: Record<string, string> = {}): Promise<number> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

describe.each([
  ['the AWS port', () => stack.awsUrl, '/'],
  ['the control endpoint', () => stack.awsUrl, '/_control/faults'],
  ['the public port', () => stack.url, '/'],
])('%s', (_, origin, path) => {
  it.each(['127.0.0.1', '127.0.0.1:4566', 'localhost:3000', 'LOCALHOST', 'stack.localhost', '[::1]:80'])(
    'answers to the Host %s',
    async (host) => {
      expect(await statusOf(origin(), path, { host })).toBe(200);
    },
  );

  it.each([
    'example.com',
    'localhost.example.com',
    '127.0.0.1.example.com',
    '127.example.com:4566',
    '0.0.0.0',
    '192.168.0.7',
    'a b',
  ])('does not answer to the Host "%s", which a page may have', async (host) => {
    expect(await statusOf(origin(), path, { host })).toBe(403);
  });
});

it.each(['//', '//_control/faults', '/_control/%ZZ', '/_control/faults/%', '/%C3%28'])(
  'answers the path %s, which cannot be read, with 400',
  async (path) => {
    expect(await statusOf(stack.awsUrl, path)).toBe(400);
  },
);

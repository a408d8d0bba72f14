import { InvokeCommand, LambdaClient, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import { type LocalStack, startLocalStack } from '../stack';
import { lambda, writeAssembly } from './assembly-fixture';

const NAME = 'greeter';
const ARN = `arn:aws:lambda:us-east-1:000000000000:function:${NAME}`;
const text = (payload: Uint8Array | undefined) => Buffer.from(payload ?? []).toString();

let stack: LocalStack;
let client: LambdaClient;
const written: string[] = [];

beforeAll(async () => {
  stack = await startLocalStack({
    assembly: writeAssembly({
      code: {
        greeter: `exports.handler = async ({ name, fail }) => {
          console.log('greeting ' + name);
          if (fail) throw new TypeError('no greeting');
          return 'hello ' + name;
        };`,
      },
      resources: { Greeter: lambda('greeter', { FunctionName: NAME }) },
    }),
    port: 0,
    awsPort: 0,
    onLog: ({ text }) => written.push(text),
  });
  client = new LambdaClient({
    endpoint: stack.awsUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
});
afterAll(async () => {
  client.destroy();
  await stack.close();
});

const invoke = (FunctionName: string, event: object, InvocationType?: 'Event') =>
  client.send(
    new InvokeCommand({
      FunctionName,
      Payload: Buffer.from(JSON.stringify(event)),
      ...(InvocationType && { InvocationType }),
    }),
  );

it.each([NAME, `${NAME}:$LATEST`, ARN, `${ARN}:live`])('invokes %s and answers its result', async (name) => {
  const { StatusCode, Payload, FunctionError } = await invoke(name, { name: 'Ada' });
  expect([StatusCode, FunctionError, text(Payload)]).toEqual([200, undefined, '"hello Ada"']);
});

it('answers with the error of a function that fails', async () => {
  const { FunctionError, Payload } = await invoke(NAME, { fail: true });
  expect(FunctionError).toBe('Unhandled');
  expect(JSON.parse(text(Payload))).toMatchObject({ errorType: 'TypeError', errorMessage: 'no greeting' });
});

it('accepts an event, and invokes with it', async () => {
  const { StatusCode } = await invoke(ARN, { name: 'Grace' }, 'Event');
  expect(StatusCode).toBe(202);
  while (!written.some((line) => line.includes('greeting Grace')))
    await new Promise((resolve) => setImmediate(resolve));
});

it('says that a function does not exist', async () => {
  await expect(invoke('nobody', {})).rejects.toThrow(ResourceNotFoundException);
  await expect(invoke('nobody', {}, 'Event')).rejects.toThrow(ResourceNotFoundException);
});

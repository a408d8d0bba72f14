import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type LocalStack, startLocalStack } from '../stack';
import { lambda, writeAssembly } from './assembly-fixture';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

/** A function that writes its word and the message; `wait` is not finished before there is a file `go`. */
const source = (word: string, go = '') => `
const { existsSync } = require('node:fs');
exports.handler = async ({ Records: [{ body }] }) => {
  console.log('${word} got ' + body);
  while (body === 'wait' && !existsSync('${go}')) await new Promise((resolve) => setTimeout(resolve, 5));
  console.log('${word} finished ' + body);
};`;

/** A folder with this code. */
function folder(code: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'reload-'));
  writeFileSync(join(directory, 'index.js'), code);
  return directory;
}

/** One queue in order, one message at a time, and a function that reads it. */
async function startReader() {
  const go = join(mkdtempSync(join(tmpdir(), 'reload-')), 'go');
  const lines: string[] = [];
  let seen = () => {};
  const stack: LocalStack = await startLocalStack({
    ...{ port: 0, awsPort: 0 },
    assembly: writeAssembly({
      code: { reader: source('old', go) },
      template: { Outputs: { QueueUrl: { Value: { Ref: 'Queue' } } } },
      resources: {
        Queue: {
          Type: 'AWS::SQS::Queue',
          Properties: { QueueName: 'in.fifo', FifoQueue: true, ContentBasedDeduplication: true },
        },
        Reader: lambda('reader', { FunctionName: 'reader' }),
        Mapping: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: {
            EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
            FunctionName: { Ref: 'Reader' },
            BatchSize: 1,
          },
        },
      },
    }),
    onLog({ text }) {
      lines.push(text.trim());
      seen();
    },
  });
  opened.push(stack);
  const sqs = new SQSClient({
    ...{ endpoint: stack.awsUrl, region: 'us-east-1', useQueueUrlAsEndpoint: false },
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  });
  opened.push({ close: async () => sqs.destroy() });
  return {
    ...{ stack, lines },
    finish: () => writeFileSync(go, ''),
    send: (MessageBody: string) =>
      sqs.send(
        new SendMessageCommand({ QueueUrl: stack.outputs.QueueUrl, MessageBody, MessageGroupId: 'one' }),
      ),
    until: (line: string) =>
      new Promise<void>((resolve) => {
        seen = () => lines.includes(line) && resolve();
        seen();
      }),
  };
}

describe('a function that is reloaded', () => {
  it('finishes on the old code what it has begun, and handles with the new what waits in the queue', async () => {
    const { stack, lines, send, until, finish } = await startReader();
    await send('wait');
    await until('old got wait');
    await send('next');
    expect(await stack.reload('reader', folder(source('new')))).toBeUndefined();
    finish();
    await until('new finished next');
    expect(lines).toEqual(['old got wait', 'old finished wait', 'new got next', 'new finished next']);
  });

  it.each([
    ['does not parse', 'exports.handler = (', 'Runtime.UserCodeSyntaxError'],
    ['throws while it loads', 'throw new RangeError("too far")', 'RangeError'],
    ['has no handler', 'exports.other = 1', 'Runtime.HandlerNotFound'],
  ])('stays with the old code where the new one %s', async (_, code, errorType) => {
    const { stack, send, until } = await startReader();
    const [before] = stack.functions();
    expect(await stack.reload('reader', folder(code))).toMatchObject({ errorType });
    expect(stack.functions()).toEqual([before]);
    await send('next');
    await until('old finished next');
  });

  it('has to be one of the stack', async () => {
    const { stack } = await startReader();
    await expect(stack.reload('stranger', folder(''))).rejects.toThrow('Function not found: stranger');
  });
});

import { createServer } from 'node:http';
import { closeServer, listen } from '../listen';
import { type LocalStack, type LocalStackOptions, startLocalStack } from '../stack';
import { privateUrl, UNUSABLE } from '../upstream';
import { writeAssembly } from './assembly-fixture';
import { pipelineAssembly } from './pipeline-fixture';

describe('queues and buses of another emulator', () => {
  const open: LocalStack[] = [];
  async function start(options: Pick<LocalStackOptions, 'assembly' | 'upstream' | 'onLog'>) {
    const stack = await startLocalStack({ port: 0, awsPort: 0, ...options });
    open.push(stack);
    return stack;
  }
  afterEach(async () => {
    await Promise.all(open.splice(0).map((stack) => stack.close()));
  });

  it('carry a delivery to the subscriber', async () => {
    let got: (text: string) => void = () => {};
    const line = new Promise<string>((resolve) => {
      got = resolve;
    });
    const elsewhere = await start({ assembly: writeAssembly({ resources: {} }) });
    const stack = await start({
      assembly: pipelineAssembly(),
      upstream: elsewhere.awsUrl,
      onLog: ({ text }) => got(text),
    });
    await fetch(`${stack.url}/in/g`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"afar"}',
    });
    expect(await line).toBe('subscriber got afar\n');
    expect(elsewhere.journal.about('afar').map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['sqs.SendMessage', 'events.PutEvents', 'events.delivered']),
    );
  });

  it('may be there from the last time', async () => {
    const elsewhere = await start({ assembly: writeAssembly({ resources: {} }) });
    const again = { assembly: pipelineAssembly(), upstream: elsewhere.awsUrl };
    await (await start(again)).close();
    expect((await start(again)).warnings).toEqual([]);
  });

  it('have to be in the account that the ARNs of the stack name', async () => {
    const elsewhere = createServer((_, response) =>
      response.end('{"QueueUrl":"u","Attributes":{"QueueArn":"arn:aws:sqs:us-east-1:123456789012:q"}}'),
    );
    const upstream = `http://127.0.0.1:${await listen(elsewhere, 0)}`;
    const starting = start({ assembly: pipelineAssembly(), upstream });
    await expect(starting).rejects.toMatchObject({
      code: UNUSABLE,
      message: `${upstream}: its account has to be 000000000000; it made the queue arn:aws:sqs:us-east-1:123456789012:q`,
    });
    await closeServer(elsewhere);
  });

  it('have to answer', async () => {
    const nobody = createServer();
    const upstream = `http://127.0.0.1:${await listen(nobody, 0)}`;
    await closeServer(nobody);
    const starting = start({ assembly: pipelineAssembly(), upstream });
    await expect(starting).rejects.toMatchObject({
      code: UNUSABLE,
      message: `${upstream}: cannot be reached (ECONNREFUSED)`,
    });
  });

  it.each(['http://127.0.0.1:4566', 'http://localhost:4566', 'http://10.0.0.7:4566', 'http://[fd00::1]:1'])(
    'may be at %s',
    (endpoint) => {
      expect(privateUrl(endpoint)).toBe(endpoint);
    },
  );

  it.each([
    'https://sqs.us-east-1.amazonaws.com',
    'http://203.0.113.9:4566',
    'http://10.example.com',
    'http://172.32.0.1',
    'nonsense',
  ])('may not be at %s', async (upstream) => {
    const start = startLocalStack({
      assembly: writeAssembly({ resources: {} }),
      port: 0,
      awsPort: 0,
      upstream,
    });
    await expect(start).rejects.toThrow(upstream);
  });
});

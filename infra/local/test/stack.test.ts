import { createServer } from 'node:http';
import { relative } from 'node:path';
import { closeServer, listen } from '../listen';
import { startLocalStack } from '../stack';
import { httpApi, lambda, writeAssembly } from './assembly-fixture';

const empty = () => writeAssembly({ resources: {} });

describe('the local stack', () => {
  it.each(['port', 'awsPort'] as const)('says which port is taken: %s', async (which) => {
    const other = createServer();
    const taken = await listen(other, 0);
    const start = startLocalStack({ assembly: empty(), port: 0, awsPort: 0, [which]: taken });
    await expect(start).rejects.toMatchObject({
      code: 'EADDRINUSE',
      message: expect.stringContaining(`127.0.0.1:${taken}`),
    });
    await closeServer(other);
  });

  it('frees its ports when it closes, whatever is under way', async () => {
    const code = { hangs: 'exports.handler = () => new Promise(() => {})' };
    const resources = { ...httpApi('Fn', '$default'), Fn: lambda('hangs') };
    const stack = await startLocalStack({
      assembly: writeAssembly({ resources, code }),
      port: 0,
      awsPort: 0,
    });
    const request = fetch(stack.url).catch(() => 'ended');
    while (stack.journal.about('$default').length === 0) await new Promise(setImmediate);
    await stack.close();
    expect(await request).toBe('ended');
    for (const url of [stack.url, stack.awsUrl]) {
      const server = createServer();
      await listen(server, Number(new URL(url).port));
      await closeServer(server);
    }
  });

  it('leaves nothing behind when it cannot start', async () => {
    const server = createServer();
    const port = await listen(server, 0);
    await closeServer(server);
    const resources = { Fn: lambda('missing') };
    const start = () => startLocalStack({ assembly: writeAssembly({ resources }), port, awsPort: 0 });
    await expect(start()).rejects.toThrow(/Fn: the assembly has no directory for the asset missing\.zip/);
    await expect(start()).rejects.toThrow(/missing\.zip/);
  });

  it('warns of what it cannot run', async () => {
    const resources = {
      ...httpApi('Fn', 'GET /'),
      Python: lambda('fn', { Runtime: 'python3.13' }),
      Fn: lambda('fn'),
      Table: { Type: 'AWS::DynamoDB::Table' },
      Schedule: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 hour)' } },
      Topic: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventPattern: { source: ['s'] },
          Targets: [{ Id: 't', Arn: 'arn:aws:sns:us-east-1:0:t' }],
        },
      },
    };
    const code = { fn: 'exports.handler = async () => 1' };
    const stack = await startLocalStack({
      assembly: writeAssembly({ resources, code }),
      port: 0,
      awsPort: 0,
    });
    await stack.close();
    expect(stack.warnings).toEqual([
      'Table: the local stack does not know AWS::DynamoDB::Table',
      'Schedule: the local stack does not honour ScheduleExpression of AWS::Events::Rule',
      'Schedule: the local stack runs rules with an event pattern only',
      'Topic: the local stack delivers to queues and functions, not to arn:aws:sns:us-east-1:0:t',
      'Python: the local stack runs Node.js functions, not python3.13',
    ]);
  });

  it('answers other hosts not at all', async () => {
    const stack = await startLocalStack({ assembly: empty(), port: 0, awsPort: 0 });
    const urls = [stack.url, stack.awsUrl].map((url) => new URL(url).hostname);
    await stack.close();
    expect(urls).toEqual(['127.0.0.1', '127.0.0.1']);
  });

  it('reports in the log of a function what became of a failed invocation', async () => {
    const resources = { Fn: lambda('fn', { FunctionName: 'named' }) };
    const code = { fn: 'exports.handler = async () => { throw new RangeError("far") }' };
    const lines: string[] = [];
    const stack = await startLocalStack({
      assembly: relative(process.cwd(), writeAssembly({ resources, code })),
      port: 0,
      awsPort: 0,
      onLog: ({ function: name, text }) => lines.push(`${name}: ${text}`),
    });
    await stack.invoke('named', {});
    await stack.close();
    expect(lines).toEqual([expect.stringMatching(/^named: ERROR\tInvoke Error\t\{"errorType":"RangeError"/)]);
  });

  it('invokes a function by its name', async () => {
    const resources = { Fn: lambda('fn', { FunctionName: 'named' }) };
    const code = { fn: 'exports.handler = async (event) => event.n + 1' };
    const stack = await startLocalStack({
      assembly: writeAssembly({ resources, code }),
      port: 0,
      awsPort: 0,
    });
    expect(await stack.invoke('named', { n: 1 })).toMatchObject({ payload: '2' });
    await expect(stack.invoke('other', {})).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
    await stack.close();
  });
});

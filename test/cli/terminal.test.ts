import { PassThrough } from 'node:stream';
import { createTerminal } from '../../infra/cli/terminal';

function open(isTTY: boolean, env: NodeJS.ProcessEnv = {}) {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const interruption = new AbortController();
  let now = 0;
  const streams = { stdin, stdout, stderr };
  for (const stream of Object.values(streams)) Object.assign(stream, { isTTY });
  const terminal = createTerminal(
    streams,
    () => interruption.abort(),
    () => now,
    env,
  );
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  const printed = () => String(stderr.read() ?? '');
  return { ...streams, terminal, interruption, pass, printed };
}

describe('a terminal', () => {
  it.each([
    ['y\n', true],
    ['Yes\n', true],
    ['\n', false],
    ['n\n', false],
    ['yessir\n', false],
  ])('takes %j for an answer', async (typed, expected) => {
    const { terminal, interruption, stdin, printed } = open(true);
    const answer = terminal.ask('Replay 3 dead letters?', interruption.signal);
    stdin.write(typed);
    expect(await answer).toBe(expected);
    expect(printed()).toContain('Replay 3 dead letters? [y/N] ');
  });

  it('takes the end of the input for a no', async () => {
    const { terminal, interruption, stdin } = open(true);
    const answer = terminal.ask('Replay?', interruption.signal);
    stdin.end();
    expect(await answer).toBe(false);
  });

  it('takes an interruption for a no', async () => {
    const { terminal, interruption } = open(true);
    const answer = terminal.ask('Replay?', interruption.signal);
    interruption.abort();
    expect(await answer).toBe(false);
  });

  it('interrupts on Ctrl-C while a question is open', async () => {
    const { terminal, interruption, stdin } = open(true);
    const answer = terminal.ask('Replay?', interruption.signal);
    stdin.write('\u0003');
    expect(await answer).toBe(false);
    expect(interruption.signal.aborted).toBe(true);
  });

  it.each([
    ['in colour at a terminal', true, {}, '\u001B[31mstill \\u001b[32m\u001B[0m\n'],
    ['without where there is none', false, {}, 'still \\u001b[32m\n'],
    ['without where nobody wants it', true, { NO_COLOR: '1' }, 'still \\u001b[32m\n'],
  ])('prints a line with a tone %s', (_, isTTY, env, expected) => {
    const { terminal, stdout } = open(isTTY, env);
    terminal.out('still \u001B[32m', 'bad');
    expect(String(stdout.read())).toBe(expected);
  });

  it('is nobody to ask where it is none', () => {
    expect([open(true).terminal.interactive, open(false).terminal.interactive]).toEqual([true, false]);
  });

  it.each([
    ['a cursor that moves', '\u001b[2J\u009b1A', '\\u001b[2J\\u009b1A'],
    ['a line of its own', '1\r\n2\u0085\u2028', '1\\u000d\\u000a2\\u0085\\u2028'],
    ['text that runs backwards', '\u202e\u2066\u200f', '\\u202e\\u2066\\u200f'],
    ['zero-width characters', 'a\u200bb\u200d\ufeff\u2060', 'a\\u200bb\\u200d\\ufeff\\u2060'],
    ['tag characters', 'a\u{e0041}\u{e0100}', 'a\\udb40\\udc41\\udb40\\udd00'],
    ['letters that draw nothing', '\u3164\u2800\u00ad', '\\u3164\\u2800\\u00ad'],
    ['half a character', '\ud83d', '\\ud83d'],
    ['what people write', 'Zoë 🙂 ☎️ 山田', 'Zoë 🙂 ☎️ 山田'],
  ])('is not steered by what it shows: %s', (_, order, shown) => {
    const { terminal, stdout } = open(true);
    terminal.out(order);
    expect(String(stdout.read())).toBe(`${shown}\n`);
    terminal.json({ order });
    const json = String(stdout.read());
    expect(json).toContain(shown.replaceAll('\\u000d\\u000a', '\\r\\n'));
    expect(JSON.parse(json)).toEqual({ order });
  });

  it('shows progress in one line that goes away, and results on the other stream', () => {
    const { terminal, pass, stdout, printed } = open(true);
    pass(200);
    terminal.progress('10 dead letters');
    terminal.progress('11 dead letters');
    terminal.out('result');
    expect(printed()).toBe('\r\u001B[K10 dead letters\r\u001B[K');
    expect(String(stdout.read())).toBe('result\n');
  });

  it('writes progress as lines, seldom and without control characters, where it is none', () => {
    const { terminal, pass, printed } = open(false);
    pass(4_999);
    terminal.progress('10 dead letters');
    pass(1);
    terminal.progress('20 dead letters');
    terminal.err('done');
    expect(printed()).toBe('20 dead letters\ndone\n');
  });
});

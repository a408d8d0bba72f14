import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { printable } from './printable';
import { createStyle, type Tone } from './style';

/** Where a command prints: results on one stream, everything about getting them on the other. */
export interface Terminal {
  /** One line; a line end in it is written as `\u000a`. A tone colours it where there is a terminal for it. */
  out(line: string, tone?: Tone): void;
  /** One line, as above. */
  err(line: string, tone?: Tone): void;
  /** For programs: the value as JSON. */
  json(value: unknown): void;
  /** How far a long task is: on a terminal in one line that changes, else now and then. */
  progress(text: string): void;
  /** Whether there is somebody to ask. */
  readonly interactive: boolean;
  ask(question: string, signal: AbortSignal): Promise<boolean>;
}

/** A line of output, with its tone where it has one. */
export type Line = string | readonly [text: string, tone: Tone];

/** Prints lines as results, or beside them. */
export function printLines(
  terminal: Pick<Terminal, 'out' | 'err'>,
  lines: readonly Line[],
  stream: 'out' | 'err' = 'out',
): void {
  for (const line of lines) typeof line === 'string' ? terminal[stream](line) : terminal[stream](...line);
}

interface Streams {
  readonly stdin: Readable & { isTTY?: boolean };
  readonly stdout: Writable & { isTTY?: boolean };
  readonly stderr: Writable & { isTTY?: boolean };
}

const REDRAW_MS = 100;
const REPEAT_MS = 5_000;

/** @param interrupt what Ctrl-C does while a question is open: the terminal does not make a signal of it then */
export function createTerminal(
  { stdin, stdout, stderr }: Streams,
  interrupt: () => void,
  now = Date.now,
  env: NodeJS.ProcessEnv = process.env,
): Terminal {
  const write = (stream: Streams['stdout']) => {
    const style = createStyle(stream.isTTY, env);
    return (line: string, tone?: Tone) => {
      wipe();
      const text = printable(line);
      stream.write(`${tone === undefined ? text : style[tone](text)}\n`);
    };
  };
  let last = now();
  let drawn = false;
  const wipe = () => {
    if (drawn) stderr.write('\r\u001B[K');
    drawn = false;
  };
  return {
    interactive: Boolean(stdin.isTTY && stderr.isTTY),
    out: write(stdout),
    err: write(stderr),
    json(value) {
      wipe();
      for (const line of JSON.stringify(value, null, 2).split('\n')) stdout.write(`${printable(line)}\n`);
    },
    progress(text) {
      if (now() - last < (stderr.isTTY ? REDRAW_MS : REPEAT_MS)) return;
      last = now();
      stderr.write(stderr.isTTY ? `\r\u001B[K${text}` : `${text}\n`);
      drawn = Boolean(stderr.isTTY);
    },
    async ask(question, signal) {
      wipe();
      const reader = createInterface({ input: stdin, output: stderr });
      reader.on('SIGINT', interrupt);
      // The end of the input is no answer, and leaves the question's line open.
      const ended = new Promise<undefined>((resolve) => reader.once('close', () => resolve(undefined)));
      try {
        const answer = await Promise.race([reader.question(`${question} [y/N] `, { signal }), ended]);
        if (answer === undefined) stderr.write('\n');
        return /^y(es)?$/i.test((answer ?? '').trim());
      } catch (error) {
        if (signal.aborted) return false;
        throw error;
      } finally {
        reader.close();
      }
    },
  };
}

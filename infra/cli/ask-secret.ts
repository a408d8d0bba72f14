import type { Readable, Writable } from 'node:stream';

/** Where a secret is typed or piped in. */
export interface SecretInput {
  readonly stdin: Readable & { isTTY?: boolean; setRawMode?: (raw: boolean) => unknown };
  readonly stderr: Writable;
  /** What Ctrl-C does while it is typed. */
  readonly interrupt: () => void;
}

const [ENTER, RETURN, INTERRUPT, END, BACKSPACE, DELETE] = ['\r', '\n', '\u0003', '\u0004', '\b', '\u007F'];

/**
 * A secret, from a prompt that does not show it, or from a pipe without the line end behind it. Never from the
 * arguments: those stand in the shell's history and in the list of processes.
 */
export async function askSecret(
  question: string,
  { stdin, stderr, interrupt }: SecretInput,
): Promise<string> {
  if (!stdin.isTTY) {
    const chunks: Buffer[] = [];
    for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks)
      .toString()
      .replace(/\r?\n$/, '');
  }
  stderr.write(question);
  stdin.setRawMode?.(true);
  stdin.resume();
  try {
    return await typedLine(stdin, interrupt);
  } finally {
    stdin.setRawMode?.(false);
    stdin.pause();
    stderr.write('\n');
  }
}

/** The stream stays open: a question may follow. */
function typedLine(stdin: Readable, interrupt: () => void): Promise<string> {
  return new Promise((resolve) => {
    let typed = '';
    const end = (line: string) => {
      stdin.off('data', onData);
      resolve(line);
    };
    const onData = (chunk: Buffer | string) => {
      for (const character of String(chunk)) {
        if (character === ENTER || character === RETURN || character === END) return end(typed);
        if (character === INTERRUPT) {
          interrupt();
          return end('');
        }
        typed = character === BACKSPACE || character === DELETE ? typed.slice(0, -1) : typed + character;
      }
    };
    stdin.on('data', onData);
    stdin.once('end', () => end(typed));
  });
}

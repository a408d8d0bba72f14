import { type ChildProcess, fork } from 'node:child_process';

type Environment = Readonly<Record<string, string>>;

/** Runs a script in a process of its own, and takes the one message that it sends. */
export function messageOf<T>(file: string, args: readonly string[] = [], env: Environment = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = start(file, args, env);
    let message: T | undefined;
    child.on('message', (sent) => {
      message = sent as T;
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0 && message !== undefined) resolve(message);
      else reject(new Error(`${file} ended with ${code} and ${message === undefined ? 'no' : 'a'} result`));
    });
  });
}

/** Starts a server that sends its port once it listens. */
export function startServer(file: string): Promise<{ url: string; stop(): void }> {
  return new Promise((resolve, reject) => {
    const child = start(file, [], {});
    child.once('message', (port) =>
      resolve({ url: `http://127.0.0.1:${port}`, stop: () => child.disconnect() }),
    );
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
  });
}

/** What it writes goes nowhere, but for its errors: standard output is the table's. */
const start = (file: string, args: readonly string[], env: Environment): ChildProcess =>
  fork(file, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });

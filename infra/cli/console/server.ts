import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseJson } from '../../../lib/json';
import { UsageError } from '../exit';
import { printError } from '../print';
import type { PageFile } from './bundle';
import { type GuardOptions, refusalOf, SAFE_HEADERS } from './guard';
import type { Route } from './route';

const HOST = '127.0.0.1';
/** An action names dead letters by their ids: some thousands of them. */
const BODY_LIMIT_BYTES = 1_048_576;

export interface ConsoleServer {
  /** Where the pages are; without a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

export interface ServerOptions {
  /** 0 for any that is free. */
  readonly port: number;
  readonly files: ReadonlyMap<string, PageFile>;
  readonly routes: readonly Route[];
}

/** Serves the pages and what they ask for, on this machine only. @throws UsageError where the port is taken */
export async function serveConsole({ port, files, routes }: ServerOptions): Promise<ConsoleServer> {
  const token = randomBytes(32).toString('base64url');
  let guard: GuardOptions = { token, cookie: '' };
  const ending = new AbortController();

  const server = createServer(async (request, response) => {
    for (const [name, value] of Object.entries(SAFE_HEADERS)) response.setHeader(name, value);
    const refusal = refusalOf(request, guard);
    if (refusal) return end(response, refusal.status, { error: refusal.why });
    try {
      await answer(request, response);
    } catch (error) {
      const usage = error instanceof UsageError;
      if (!response.headersSent)
        end(response, usage ? 400 : 500, { error: usage ? error.message : printError(error) });
      else response.destroy();
    }
  });

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://console');
    if (!url.pathname.startsWith('/api/')) return sendFile(request, response, url.pathname);
    for (const { method, path, handle } of routes) {
      const found = path.exec(url.pathname);
      if (!found || method !== request.method) continue;
      const body = method === 'POST' ? parseJson(await readBody(request)) : undefined;
      const words = found.slice(1).map(decode);
      const asked = { words, query: url.searchParams, body, signal: signalOf(response, ending.signal) };
      const reply = await handle(asked, response);
      if (reply === 'handled') return undefined;
      return reply === undefined
        ? end(response, 404, { error: 'it is not known here' })
        : end(response, 200, reply);
    }
    end(response, 404, { error: 'nothing is here' });
  }

  function sendFile(request: IncomingMessage, response: ServerResponse, path: string) {
    // An address of a page is a page, whatever stands behind the slash.
    const file = files.get(path) ?? (path.includes('.') ? undefined : files.get('/'));
    if (!file) return end(response, 404, { error: 'nothing is here' });
    response.setHeader('content-type', file.type);
    if (file === files.get('/'))
      response.setHeader('set-cookie', `${guard.cookie}=${token}; Path=/; HttpOnly; SameSite=Strict`);
    response.end(request.method === 'HEAD' ? undefined : file.content);
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' ? new UsageError(`${HOST}:${port} is taken by another program`) : error,
      ),
    );
    server.listen(port, HOST, resolve);
  });
  const taken = (server.address() as AddressInfo).port;
  guard = { token, cookie: `order-events-console-${taken}` };
  return {
    url: `http://${HOST}:${taken}`,
    close: () =>
      new Promise((resolve) => {
        ending.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function end(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

/** Ends with the request, or with the console. */
function signalOf(response: ServerResponse, ending: AbortSignal): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return AbortSignal.any([gone.signal, ending]);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > BODY_LIMIT_BYTES) throw new UsageError('the request is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function decode(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}

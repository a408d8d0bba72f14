import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type HOST, listen } from './listen';
import { forThisMachine } from './local-host';
import { AwsError, type AwsService, type Call, type JsonObject } from './service';
import { answerError, answerOutput, answerText } from './wire-answer';
import { parseInput, readBody, toFetchRequest } from './wire-request';

/** Longer than an SDK keeps an idle connection, so that it never writes to one that has just been closed. */
const KEEP_ALIVE_MILLISECONDS = 65_000;

/** What an {@link Intercept} answers to close the connection without a word. */
export const DROP = Symbol('drop the connection');

/** One request for one action of one service. */
export interface AwsRequest {
  readonly service: AwsService['target'];
  readonly action: string;
  readonly input: JsonObject;
}

/**
 * Stands between the wire and every action: may wait, throw an `AwsError`, answer in the action's place, `DROP` the
 * connection, or answer with a text that is no JSON, before or after `next()` has done the work.
 */
export type Intercept = (
  request: AwsRequest,
  next: () => Promise<JsonObject>,
) => Promise<JsonObject | string | typeof DROP>;

/** Answers a request that is not for an AWS service; undefined if it is none of its own either. */
export type Control = (request: Request) => Response | Promise<Response> | undefined;

export interface WireOptions {
  readonly services: readonly AwsService[];
  readonly host: typeof HOST;
  /** 0 for any that is free. */
  readonly port: number;
  readonly intercept?: Intercept;
  readonly control?: Control;
}

export interface Wire {
  readonly port: number;
  /** For example `http://127.0.0.1:4566`. */
  readonly origin: string;
  /** Ends open long polls and connections. */
  close(): Promise<void>;
}

/**
 * Serves AWS's JSON protocols over HTTP: `x-amz-target: <service>.<action>`, signed with any credentials or not at all.
 * Rejects with `EADDRINUSE`, host and port in its message, when the port is taken.
 */
export async function serveAws(options: WireOptions): Promise<Wire> {
  const services = new Map<string, AwsService>(options.services.map((service) => [service.target, service]));
  const intercept: Intercept = options.intercept ?? ((_, next) => next());
  const open = new Set<AbortController>();

  const server = createServer(
    forThisMachine((request, response) => {
      const gone = new AbortController();
      open.add(gone);
      response.on('close', () => {
        open.delete(gone);
        if (!response.writableFinished) gone.abort();
      });
      response.setHeader('x-amzn-requestid', randomUUID());
      answer(request, response, { signal: gone.signal }).catch((error) =>
        answerError(response, undefined, error),
      );
    }),
  );

  async function answer(request: IncomingMessage, response: ServerResponse, call: Call): Promise<void> {
    // A page in a browser says where it is from, an SDK does not; no page has any business here.
    if (request.headers.origin !== undefined) return answerText(response, 403, 'Not for web pages.\n');
    const body = await readBody(request);
    const target = request.headers['x-amz-target'];
    if (typeof target !== 'string') return answerOther(request, response, body);

    const [prefix = '', action = ''] = target.split('.');
    const service = services.get(prefix);
    try {
      const output = await run(service, action, body, call);
      if (output === DROP) request.socket.destroy();
      else answerOutput(response, service?.target, output);
    } catch (error) {
      answerError(response, service?.target, error);
    }
  }

  async function run(service: AwsService | undefined, name: string, body: Buffer, call: Call) {
    const action = service && Object.hasOwn(service.actions, name) ? service.actions[name] : undefined;
    if (!service || !action) throw new AwsError('UnknownOperationException', `Unknown operation: ${name}.`);
    const input = parseInput(body);
    return intercept({ service: service.target, action: name, input }, async () => action(input, call));
  }

  async function answerOther(
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
  ): Promise<void> {
    const own = await options.control?.(toFetchRequest(request, body));
    if (!own && request.method === 'POST' && request.url === '/')
      return answerText(
        response,
        400,
        "Expected x-amz-target: AWS's JSON protocols are spoken here alone.\n",
      );
    if (!own) return answerText(response, request.url === '/' ? 200 : 404, `${[...services.keys()]}\n`);
    response.writeHead(own.status, Object.fromEntries(own.headers));
    response.end(Buffer.from(await own.arrayBuffer()));
  }

  server.keepAliveTimeout = KEEP_ALIVE_MILLISECONDS;
  const port = await listen(server, options.port);
  return {
    port,
    origin: `http://${options.host}:${port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const request of open) request.abort();
      // Once the polls that have just ended are answered.
      setImmediate(() => server.closeAllConnections());
      await closed;
    },
  };
}

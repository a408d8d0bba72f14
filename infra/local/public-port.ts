import { createServer, type RequestListener } from 'node:http';
import { closeServer, HOST, listen } from './listen';
import { forThisMachine } from './local-host';

/** More than the HTTP API takes, so that it can refuse by itself. */
const MAX_HEADER_SIZE = 64 * 1024;

/** The port of the HTTP API: taken before anything else is done, and answered by the API once there is one. */
export interface PublicPort {
  readonly url: string;
  serve(listener: RequestListener): void;
  close(): Promise<void>;
}

/** Rejects with `EADDRINUSE`, host and port in its message, when the port is taken. */
export async function openPublicPort(port: number): Promise<PublicPort> {
  let current: RequestListener = (_, response) => void response.writeHead(503, { 'retry-after': '1' }).end();
  const server = createServer(
    { maxHeaderSize: MAX_HEADER_SIZE },
    forThisMachine((request, response) => current(request, response)),
  );
  const url = `http://${HOST}:${await listen(server, port)}`;
  return {
    url,
    serve(listener) {
      current = listener;
    },
    close: () => closeServer(server),
  };
}

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The only address that the local stack answers on. */
export const HOST = '127.0.0.1';
/** Longer than this process is ever busy with one thing: a connection that ends meanwhile would fail its next request. */
const KEEP_ALIVE_MS = 65_000;

/**
 * @param port 0 for any that is free
 * @returns the port; rejects with `EADDRINUSE`, host and port in its message, when the port is taken
 */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.keepAliveTimeout = KEEP_ALIVE_MS;
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? taken(port) : error),
    );
    server.listen(port, HOST, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Stops a server without waiting for connections that are kept alive. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function taken(port: number): Error {
  return Object.assign(new Error(`${HOST}:${port} is taken by another program`), { code: 'EADDRINUSE' });
}

import net from 'node:net';
import { isLoopback } from '../loopback';

/**
 * Refuses every connection of this thread that would leave the machine: functions run here with the code
 * of a deployment, and a mistake must not reach a real account. Unix sockets are left alone.
 *
 * HTTP, TLS and `fetch` all open their sockets through `net.Socket.prototype.connect`.
 */
export function guardConnections(): void {
  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function guarded(this: net.Socket, ...args: unknown[]) {
    const host = targetHost(args);
    if (host !== undefined && !isLoopback(host)) {
      const refusal = Object.assign(
        new Error(
          `The local stack refused a connection to "${host}": functions may only reach this machine.`,
        ),
        // Not one of the codes that clients take for a passing trouble and repeat.
        { code: 'ERR_OUTSIDE_THIS_MACHINE' },
      );
      process.nextTick(() => this.destroy(refusal));
      return this;
    }
    return Reflect.apply(connect, this, args);
  } as typeof connect;
}

/** The host of a `connect` call; undefined for a Unix socket. Node passes on its own normalised argument list. */
function targetHost(args: unknown[]): string | undefined {
  const first = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof first === 'object' && first !== null) {
    const { path, host, port } = first as { path?: unknown; host?: unknown; port?: unknown };
    // `http` hands its URL path over in the same object, so only a missing port tells a Unix socket.
    if (typeof path === 'string' && (port === undefined || port === null)) return undefined;
    return typeof host === 'string' ? host : 'localhost';
  }
  if (typeof first === 'string' && Number.isNaN(Number(first))) return undefined;
  return typeof args[1] === 'string' ? args[1] : 'localhost';
}

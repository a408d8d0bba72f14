import type { RequestListener } from 'node:http';
import { isLoopback } from '../loopback';

/**
 * Hands on requests that were sent to this machine by name. A page whose own name was made to lead to 127.0.0.1 sends
 * that name, and would read the journal and the secrets otherwise.
 */
export function forThisMachine(listener: RequestListener): RequestListener {
  return (request, response) => {
    const { host } = request.headers;
    if (isThisMachine(host)) return listener(request, response);
    response.writeHead(403, { 'content-type': 'text/plain', connection: 'close' });
    response.end(
      `Host ${JSON.stringify(host ?? '')} is not this machine: the local stack answers to 127.0.0.1 and localhost. ` +
        'A tunnel has to rewrite the header, for example: ngrok http 3000 --host-header=rewrite\n',
    );
  };
}

function isThisMachine(host: string | undefined): boolean {
  const url = `http://${host}`;
  return host !== undefined && URL.canParse(url) && isLoopback(new URL(url).hostname);
}

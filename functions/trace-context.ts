import { createHash } from 'node:crypto';
import { TRACEPARENT } from '../lib/traceparent';

/**
 * The W3C trace context of a request: its sender's where the header is well formed, else one that is made of the
 * request's id. https://www.w3.org/TR/trace-context/
 */
export function traceparentOf(header: string | undefined, requestId: string): string {
  // A later version may have more parts. It is read as far as this one goes.
  const stated = header?.replace(LATER_VERSION, '00$1');
  if (stated !== undefined && TRACEPARENT.test(stated)) return stated;
  const hash = createHash('sha256').update(requestId).digest('hex');
  return `00-${hash.slice(0, 32)}-${hash.slice(32, 48)}-00`;
}

const LATER_VERSION = /^(?!00|ff)[0-9a-f]{2}((?:-[0-9a-f]+){3})(?:-.*)?$/;

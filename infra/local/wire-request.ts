import type { IncomingMessage } from 'node:http';
import { AwsError, type Json, type JsonObject } from './service';

/** More than any request that AWS accepts, even with every character escaped. */
const LARGEST_BODY_BYTES = 16 * 1024 * 1024;

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY_BYTES) {
      throw new AwsError('RequestEntityTooLargeException', `More than ${LARGEST_BODY_BYTES} bytes.`, 413);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The input of an action; no body at all is an empty one. */
export function parseInput(body: Buffer): JsonObject {
  let value: Json;
  try {
    value = JSON.parse(body.toString() || '{}');
  } catch (error) {
    throw new AwsError('SerializationException', `The body is not JSON: ${(error as Error).message}`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new AwsError('SerializationException', 'The body is not a JSON object.');
}

/** The same request as the Fetch API has it. */
export function toFetchRequest(request: IncomingMessage, body: Buffer): Request {
  const url = readUrl(request.url ?? '/');
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  const method = request.method ?? 'GET';
  return new Request(url, { method, headers, ...(method !== 'GET' && method !== 'HEAD' && { body }) });
}

function readUrl(path: string): URL {
  try {
    if (!/^\/(?!\/)/.test(path)) throw new URIError('the path does not begin with one slash');
    const url = new URL(path, 'http://localhost');
    // Whoever reads it decodes it.
    decodeURIComponent(url.pathname);
    return url;
  } catch (error) {
    throw new AwsError('BadRequestException', `${path}: ${(error as Error).message}`);
  }
}

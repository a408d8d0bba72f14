import type { IncomingMessage } from 'node:http';

/**
 * The whole body; undefined where it is larger than `limit` bytes. What is too much is read all the same, and
 * forgotten: many a client that is cut off while it sends never reads the answer.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) chunks = [];
      else chunks.push(chunk);
    });
    request.on('end', () => {
      if (length > limit) resolve(undefined);
      else resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
    request.on('error', reject);
  });
}

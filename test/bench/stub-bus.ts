import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An EventBridge that takes everything, in a process of its own: what it costs is nobody's here. */
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { Entries } = JSON.parse(Buffer.concat(chunks).toString()) as { Entries: readonly unknown[] };
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.end(
      JSON.stringify({ FailedEntryCount: 0, Entries: Entries.map((_, i) => ({ EventId: `event-${i}` })) }),
    );
  });
});

server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());

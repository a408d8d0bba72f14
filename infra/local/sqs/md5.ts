import { createHash } from 'node:crypto';
import type { MessageAttribute } from './message';

export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/**
 * MD5 over name, type and value of each attribute, sorted by name, each behind its length in 4 bytes: see "Calculating
 * the MD5 message digest for message attributes" in the SQS developer guide. Undefined without attributes.
 */
export function md5OfAttributes(attributes: ReadonlyMap<string, MessageAttribute>): string | undefined {
  if (attributes.size === 0) return undefined;
  const hash = createHash('md5');
  const field = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const [name, { dataType, kind, value }] of attributes) {
    field(Buffer.from(name));
    field(Buffer.from(dataType));
    hash.update(Buffer.from([kind === 'StringValue' ? 1 : 2]));
    field(Buffer.from(value, kind === 'StringValue' ? 'utf8' : 'base64'));
  }
  return hash.digest('hex');
}

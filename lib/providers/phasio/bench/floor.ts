import { createDecipheriv, createHmac } from 'node:crypto';

/** What nobody can leave out who checks the signature and looks at what is encrypted. */
export function floor(body: Buffer, secret: string): unknown {
  const { payload }: { payload: string } = JSON.parse(body.toString());
  const bytes = Buffer.from(payload, 'base64');
  const key = Buffer.from(secret, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(-16));
  const plain = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
  return [createHmac('sha256', secret).update(payload).digest(), JSON.parse(plain.toString())];
}

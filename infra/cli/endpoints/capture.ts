import { isObject, parseJson } from '../../../lib/json';
import type { WebhookRequest } from '../../../lib/webhook';
import { UsageError } from '../exit';

/**
 * Reads a delivery that somebody captured: JSON `{ "headers": {…}, "body": "…" }` (`bodyBase64` for bytes), or the text
 * of an HTTP request, its headers, an empty line and the body, byte for byte.
 * @param where names the file, for errors
 * @throws UsageError
 */
export function readCapture(where: string, bytes: Buffer): WebhookRequest {
  const parsed = parseJson(bytes.toString());
  if (isObject(parsed) && isObject(parsed.headers)) {
    const { headers, body, bodyBase64 } = parsed;
    const content =
      typeof body === 'string'
        ? Buffer.from(body)
        : typeof bodyBase64 === 'string'
          ? Buffer.from(bodyBase64, 'base64')
          : undefined;
    if (!content) throw new UsageError(`${where}: expected a body or bodyBase64 beside the headers`);
    return {
      headers: lowerCase(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      body: content,
    };
  }
  const [end, length] = endOfHeaders(bytes);
  const lines = end < 0 ? [] : bytes.subarray(0, end).toString('latin1').split(/\r?\n/);
  const headers = lines.flatMap((line): [string, string][] => {
    const [, name, value] = /^([\w-]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value]];
  });
  if (headers.length === 0)
    throw new UsageError(
      `${where}: expected {"headers": {…}, "body": "…"} as JSON, or headers, an empty line and the body`,
    );
  return { headers: lowerCase(headers), body: bytes.subarray(end + length) };
}

const lowerCase = (headers: readonly (readonly [string, string])[]): Record<string, string> =>
  Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));

function endOfHeaders(bytes: Buffer): [at: number, length: number] {
  const [crlf, lf] = [bytes.indexOf('\r\n\r\n'), bytes.indexOf('\n\n')];
  return crlf >= 0 && (lf < 0 || crlf < lf) ? [crlf, 4] : [lf, 2];
}

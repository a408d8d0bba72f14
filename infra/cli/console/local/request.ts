import { isObject, parseJson } from '../../../../lib/json';
import { fieldAt, textAt } from '../../fields';
import type { HttpRequest } from '../source';

/** What API Gateway made of a request (payload format 2.0), as the request that it was. */
export function readHttpRequest(event: string): HttpRequest | undefined {
  const parsed = parseJson(event);
  const path = textAt(parsed, 'rawPath');
  if (path === undefined) return undefined;
  const headers = fieldAt(parsed, 'headers');
  const body = textAt(parsed, 'body') ?? '';
  return {
    path,
    headers: Object.fromEntries(
      Object.entries(isObject(headers) ? headers : {}).map(([name, value]) => [name, String(value)]),
    ),
    body: Buffer.from(body, fieldAt(parsed, 'isBase64Encoded') === true ? 'base64' : 'utf8'),
  };
}

/** An HTTP answer, ready to be written. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly body: string | Buffer;
}

/** What an HTTP API says by itself. */
export const gatewayAnswers = {
  notFound: gatewayAnswer(404, 'Not Found'),
  tooLarge: gatewayAnswer(413, 'Request Entity Too Large'),
  tooManyRequests: gatewayAnswer(429, 'Too Many Requests'),
  headersTooLarge: gatewayAnswer(431, 'Request Header Fields Too Large'),
  internalError: gatewayAnswer(500, 'Internal Server Error'),
  unavailable: gatewayAnswer(503, 'Service Unavailable'),
};

/**
 * What an HTTP API makes of a function's result: a structured answer where it has a `statusCode`, and otherwise
 * 200 with the result as its body. A result that is neither is the function's mistake.
 *
 * @param payload JSON text
 */
export function toAnswer(payload: string): Answer {
  const result: unknown = JSON.parse(payload);
  if (typeof result === 'string') return json(200, result);
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) return json(200, payload);

  const { statusCode, headers, cookies, body, isBase64Encoded } = result as Record<string, unknown>;
  const status = Number(statusCode);
  const valid =
    Number.isInteger(status) &&
    status >= 200 &&
    status <= 599 &&
    (body === undefined || body === null || typeof body === 'string');
  if (!valid) return gatewayAnswers.internalError;

  const written: Answer['headers'] = { 'content-type': 'text/plain;charset=UTF-8' };
  for (const [name, value] of Object.entries((headers ?? {}) as Record<string, unknown>)) {
    written[name.toLowerCase()] = String(value);
  }
  if (Array.isArray(cookies)) written['set-cookie'] = cookies.map(String);
  const text = typeof body === 'string' ? body : '';
  return { status, headers: written, body: isBase64Encoded === true ? Buffer.from(text, 'base64') : text };
}

function gatewayAnswer(status: number, message: string): Answer {
  return json(status, JSON.stringify({ message }));
}

function json(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body };
}

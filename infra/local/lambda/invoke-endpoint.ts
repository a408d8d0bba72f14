import type { Functions } from '../functions';
import { AwsError } from '../service';
import type { Control } from '../wire';

/**
 * Lambda's own `Invoke`, for SDK clients and the CLI: the one call of its API that a local stack needs. Name, ARN and
 * qualifier are taken; there is only one version of a function here.
 */
export function invokeEndpoint(functions: Pick<Functions, 'invoke' | 'invokeAsync'>): Control {
  return (request) => {
    const [, target = ''] = INVOCATIONS.exec(new URL(request.url).pathname) ?? [];
    if (target === '' || request.method !== 'POST') return undefined;
    return answer(functions, nameOf(decodeURIComponent(target)), request);
  };
}

const INVOCATIONS = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

async function answer(
  functions: Pick<Functions, 'invoke' | 'invokeAsync'>,
  name: string,
  request: Request,
): Promise<Response> {
  const event = (await request.text()) || 'null';
  try {
    if (request.headers.get('x-amz-invocation-type') === 'Event') {
      functions.invokeAsync(name, event);
      return new Response(null, { status: 202 });
    }
    const { payload, error } = await functions.invoke(name, event);
    return error
      ? Response.json(error, { headers: { 'x-amz-function-error': 'Unhandled' } })
      : new Response(payload, { headers: { 'content-type': 'application/json' } });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { code, message, status } = error;
    return Response.json({ message }, { status, headers: { 'x-amzn-errortype': code } });
  }
}

/** `name`, `name:qualifier`, or an ARN with or without a qualifier. */
function nameOf(target: string): string {
  const [first = '', ...rest] = target.split(':');
  return first === 'arn' ? (rest[5] ?? '') : first;
}

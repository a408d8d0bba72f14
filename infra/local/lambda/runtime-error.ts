import type { FunctionError } from './definition';

/** A thrown value as Lambda's Node.js runtime reports it. */
export function runtimeError(thrown: unknown, type?: string): FunctionError {
  if (thrown instanceof Error || isErrorLike(thrown)) {
    return {
      errorType: type ?? thrown.name ?? 'Error',
      errorMessage: type ? `${thrown.name}: ${thrown.message}` : thrown.message,
      trace: (thrown.stack ?? '').split('\n'),
    };
  }
  return { errorType: type ?? typeof thrown, errorMessage: String(thrown), trace: [] };
}

function isErrorLike(thrown: unknown): thrown is Error {
  return typeof thrown === 'object' && thrown !== null && 'message' in thrown && 'name' in thrown;
}

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FunctionError } from './definition';
import type { SandboxData } from './messages';
import { runtimeError } from './runtime-error';

type Handler = (event: unknown, context: unknown) => unknown;

/** Finds and loads `<file>.<export>` as Lambda's Node.js runtime does, with its error types. */
export async function loadHandler(
  data: SandboxData,
): Promise<{ handler: Handler } | { error: FunctionError }> {
  const dot = data.handler.indexOf('.', data.handler.lastIndexOf('/') + 1);
  if (dot < 0) return failed('Runtime.MalformedHandlerName', 'Bad handler');
  const file = data.handler.slice(0, dot);

  let exported: unknown;
  try {
    exported = await loadModule(join(data.directory, file));
    for (const key of data.handler.slice(dot + 1).split('.')) {
      exported = (exported as Record<string, unknown> | undefined)?.[key];
    }
  } catch (error) {
    if (error instanceof SyntaxError) return { error: runtimeError(error, 'Runtime.UserCodeSyntaxError') };
    const code = (error as { code?: unknown } | undefined)?.code;
    const missing = code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND';
    return { error: runtimeError(error, missing ? 'Runtime.ImportModuleError' : undefined) };
  }

  if (typeof exported !== 'function') {
    return failed('Runtime.HandlerNotFound', `${data.handler} is undefined or not exported`);
  }
  if (exported.length >= 3 && Number(data.runtime.replace(/\D/g, '')) >= 24) {
    return failed(
      'Runtime.CallbackHandlerDeprecated',
      `${data.runtime} has no callback-based handlers: ${data.handler} has to return a promise`,
    );
  }
  return { handler: exported as Handler };
}

/** Plain files first, as Lambda looks for them: `.js`, then `.mjs`, then `.cjs`. */
async function loadModule(path: string): Promise<unknown> {
  const file = ['', '.js', '.mjs', '.cjs'].map((ending) => path + ending).find(existsSync);
  if (!file) {
    throw Object.assign(new Error(`Cannot find module '${path}'`), { code: 'MODULE_NOT_FOUND' });
  }
  if (file.endsWith('.mjs')) return import(pathToFileURL(file).href);
  return createRequire(file)(file);
}

function failed(errorType: string, errorMessage: string): { error: FunctionError } {
  return { error: { errorType, errorMessage, trace: [] } };
}

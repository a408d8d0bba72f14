/** A route key and what it leads to. */
export interface Route<Target> {
  /** `POST /webhooks/{provider}`, `ANY /{rest+}` or `$default`. */
  readonly key: string;
  readonly target: Target;
}

export interface RouteMatch<Target> {
  readonly route: Route<Target>;
  readonly pathParameters: Record<string, string>;
}

/**
 * Finds the route of a request as an HTTP API does: a path without parameters before one with them, a greedy
 * parameter after both, a method before `ANY`, `$default` last.
 */
export function createRouter<Target>(
  routes: readonly Route<Target>[],
): (method: string, path: string) => RouteMatch<Target> | undefined {
  const compiled = routes.filter((route) => route.key !== '$default').map(compile);
  compiled.sort((a, b) => a.rank.localeCompare(b.rank));
  const fallback = routes.find((route) => route.key === '$default');

  return (method, path) => {
    const segments = path.split('/');
    for (const { route, method: wanted, pattern } of compiled) {
      if (wanted !== 'ANY' && wanted !== method) continue;
      const pathParameters = match(pattern, segments);
      if (pathParameters) return { route, pathParameters };
    }
    return fallback && { route: fallback, pathParameters: {} };
  };
}

function compile<Target>(route: Route<Target>) {
  const [method = '', path = ''] = route.key.split(' ');
  const pattern = path.split('/');
  const rank = pattern
    .map((segment) => (isGreedy(segment) ? '2' : isParameter(segment) ? '1' : '0'))
    .join('');
  return { route, method, pattern, rank: `${rank}${method === 'ANY' ? '~' : '!'}` };
}

function match(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  for (const [index, wanted] of pattern.entries()) {
    if (isGreedy(wanted)) {
      const rest = segments.slice(index).join('/');
      if (rest === '') return undefined;
      found[wanted.slice(1, -2)] = decode(rest);
      return found;
    }
    const segment = segments[index];
    if (segment === undefined) return undefined;
    if (isParameter(wanted)) {
      if (segment === '') return undefined;
      found[wanted.slice(1, -1)] = decode(segment);
    } else if (decode(segment) !== wanted) return undefined;
  }
  return segments.length === pattern.length ? found : undefined;
}

const isParameter = (segment: string) => segment.startsWith('{') && segment.endsWith('}');
const isGreedy = (segment: string) => isParameter(segment) && segment.endsWith('+}');

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

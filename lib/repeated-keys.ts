const TOKEN = /"(?:[^"\\]+|\\.)*"|[{}[\]:,]/g;

/**
 * The paths of all keys that an object of a JSON text has more than once: `JSON.parse` keeps the last and says nothing.
 * @param text valid JSON
 * @example repeatedKeys('{"a":{"b":1,"b":2}}') // [['a', 'b']]
 */
export function repeatedKeys(text: string): string[][] {
  const repeated: string[][] = [];
  const open: Container[] = [];
  let string = '';
  for (const [token] of text.matchAll(TOKEN)) {
    const inside = open.at(-1);
    if (token === '{') open.push({ keys: new Set(), step: '' });
    else if (token === '[') open.push({ step: '0', position: 0 });
    else if (token === '}' || token === ']') open.pop();
    else if (token === ',') next(inside);
    else if (token !== ':') string = token;
    else if (inside?.keys) {
      inside.step = JSON.parse(string) as string;
      if (inside.keys.has(inside.step)) repeated.push(open.map(({ step }) => step));
      inside.keys.add(inside.step);
    }
  }
  return repeated;
}

/** An object or a list that is being read, and where in it. */
interface Container {
  readonly keys?: Set<string>;
  step: string;
  position?: number;
}

function next(container: Container | undefined): void {
  if (container?.position === undefined) return;
  container.position += 1;
  container.step = String(container.position);
}

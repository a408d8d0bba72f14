const TOKEN = /"(?:[^"\\]+|\\.)*"|[{}[\]:,]/g;

/**
 * The first key that an object of valid JSON text has twice (`JSON.parse` keeps the last and says nothing). `lib` finds
 * them in payloads, with their places and in large texts; this room and the local stack above it know nothing of `lib`.
 */
export function duplicateKey(text: string): string | undefined {
  const objects: (Set<string> | undefined)[] = [];
  let string = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{') objects.push(new Set());
    else if (token === '[') objects.push(undefined);
    else if (token === '}' || token === ']') objects.pop();
    else if (token.startsWith('"')) string = token;
    else if (token === ':') {
      const key = JSON.parse(string) as string;
      const keys = objects.at(-1);
      if (keys?.has(key)) return key;
      keys?.add(key);
    }
  }
  return undefined;
}

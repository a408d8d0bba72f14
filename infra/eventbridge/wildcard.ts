/**
 * A test for text against a pattern in which `*` is any run of characters, `\*` and `\\` are themselves.
 * Linear in the text, whatever the pattern. A string result is the reason why the pattern is not valid.
 */
export function wildcardTest(pattern: string): ((text: string) => boolean) | string {
  const parts = literalParts(pattern);
  if (typeof parts === 'string') return parts;
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return (text) => text === first;

  return (text) => {
    if (!text.startsWith(first)) return false;
    let from = first.length;
    for (const part of parts.slice(1, -1)) {
      const at = text.indexOf(part, from);
      if (at < 0) return false;
      from = at + part.length;
    }
    return text.length - last.length >= from && text.endsWith(last);
  };
}

function literalParts(pattern: string): string[] | string {
  const parts: string[] = [];
  let part = '';
  for (let i = 0; i < pattern.length; i++) {
    const [character = '', next] = [pattern[i], pattern[i + 1]];
    if (character === '*') {
      if (next === '*') return `Consecutive wildcard characters at pos ${i + 1}`;
      parts.push(part);
      part = '';
    } else if (character === '\\') {
      if (next !== '*' && next !== '\\') return `Invalid escape character at pos ${i + 1}`;
      part += next;
      i++;
    } else {
      part += character;
    }
  }
  return [...parts, part];
}

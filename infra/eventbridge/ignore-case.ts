/**
 * A regular expression for `text` in which each character may be in its lower or its upper case, and no other.
 * Folded UTF-16 unit by unit, as Event Ruler does: "ß" also stands for "SS", and a character beyond the
 * basic plane (an emoji) is two question marks and never matches itself.
 */
export function ignoringCase(text: string, anchors: { start: boolean; end: boolean }): RegExp {
  const units = Array.from({ length: text.length }, (_, i) => eitherCase(text.charAt(i)));
  return new RegExp(`${anchors.start ? '^' : ''}${units.join('')}${anchors.end ? '$' : ''}`);
}

function eitherCase(unit: string): string {
  if (/[\uD800-\uDFFF]/.test(unit)) return '\\?';
  const [lower, upper] = [literal(unit.toLowerCase()), literal(unit.toUpperCase())];
  return lower === upper ? lower : `(?:${lower}|${upper})`;
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

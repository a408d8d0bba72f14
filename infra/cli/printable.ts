/**
 * Characters that move a cursor, colour a terminal, end a line, turn its direction or cannot be seen: controls, formats
 * (zero-width, bidirectional, tags), separators, lone surrogates, private use, and letters that draw nothing. The
 * selector of coloured symbols stays.
 */
const UNPRINTABLE =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u2800]|(?!\uFE0F)\p{Default_Ignorable_Code_Point}/gu;

/** Text of somebody else for one line of a terminal: what would steer it is written as JSON writes it. */
export const printable = (text: string): string => text.replace(UNPRINTABLE, writeEscaped);

/** One `\uXXXX` for each UTF-16 unit, so JSON stays the same JSON. */
const writeEscaped = (character: string): string =>
  [...Array(character.length).keys()]
    .map((unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`)
    .join('');

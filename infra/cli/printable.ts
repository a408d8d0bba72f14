/** Characters that move a cursor, colour a terminal, end a line or turn its direction. */
const CONTROL = /\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** Text of somebody else in one line of a terminal: what would steer it is written as JSON writes it. */
export const printable = (text: string): string =>
  text.replace(CONTROL, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

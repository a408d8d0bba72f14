/** A text of at most so many characters, and `…` where it was cut. */
export const cut = (text: string, characters: number): string =>
  text.length > characters ? `${text.slice(0, characters)}…` : text;

/** A field that its provider may leave out or set to `null`. */
export type Maybe<T> = T | null | undefined;

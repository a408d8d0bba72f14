/** One place in a {@link LinkedList}; whoever put the value in keeps it, to take the value out again. */
export interface Place<T> {
  readonly value: T;
  previous: Place<T> | undefined;
  next: Place<T> | undefined;
}

/** A line that can be left from anywhere in constant time. */
export class LinkedList<T> {
  first: Place<T> | undefined;
  private last: Place<T> | undefined;

  push(value: T): Place<T> {
    const place: Place<T> = { value, previous: this.last, next: undefined };
    if (this.last) this.last.next = place;
    else this.first = place;
    this.last = place;
    return place;
  }

  /** `place` must be in this list; its `next` stays readable, so that a walk may remove as it goes. */
  remove(place: Place<T>): void {
    if (place.previous) place.previous.next = place.next;
    else this.first = place.next;
    if (place.next) place.next.previous = place.previous;
    else this.last = place.previous;
  }
}

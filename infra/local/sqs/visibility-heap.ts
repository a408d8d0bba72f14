/** What the heap needs of an entry; `heapIndex` is the heap's own, -1 outside it. */
export interface Hidden {
  /** Milliseconds since 1970. */
  visibleAt: number;
  readonly arrival: number;
  heapIndex: number;
}

/** The messages that cannot be received yet, soonest visible first; any of them leaves in O(log n). */
export class VisibilityHeap<T extends Hidden> {
  private readonly entries: T[] = [];

  get size(): number {
    return this.entries.length;
  }

  get first(): T | undefined {
    return this.entries[0];
  }

  add(entry: T): void {
    this.place(entry, this.entries.length);
    this.rise(entry);
  }

  remove(entry: T): void {
    const last = this.entries.pop();
    if (last !== undefined && last !== entry) {
      this.place(last, entry.heapIndex);
      this.rise(last);
      this.sink(last);
    }
    entry.heapIndex = -1;
  }

  private place(entry: T, index: number): void {
    this.entries[index] = entry;
    entry.heapIndex = index;
  }

  private rise(entry: T): void {
    while (entry.heapIndex > 0) {
      const index = entry.heapIndex;
      const parent = this.entries[(index - 1) >> 1];
      if (parent === undefined || !isBefore(entry, parent)) return;
      this.place(entry, parent.heapIndex);
      this.place(parent, index);
    }
  }

  private sink(entry: T): void {
    for (;;) {
      const index = entry.heapIndex;
      const left = this.entries[2 * index + 1];
      const right = this.entries[2 * index + 2];
      const child = left && right && isBefore(right, left) ? right : left;
      if (child === undefined || !isBefore(child, entry)) return;
      this.place(entry, child.heapIndex);
      this.place(child, index);
    }
  }
}

function isBefore(a: Hidden, b: Hidden): boolean {
  return a.visibleAt < b.visibleAt || (a.visibleAt === b.visibleAt && a.arrival < b.arrival);
}

import type { JsonObject } from '../service';
import { type CallFault, type Fault, parseFault } from './fault';

/** The faults that are switched on. */
export interface Faults {
  /** Switches one on; the result describes it and takes it away again. */
  add(fault: Fault): AddedFault;
  list(): AddedFault[];
  /** @returns whether there was such a fault */
  remove(id: string): boolean;
  clear(): void;
  /** Uses up one turn of every fault that hits this call. */
  forCall(service: string, action: string, input: JsonObject): CallFault[];
  /** Uses up one turn of a fault of this kind for a function or a queue. */
  forTarget<Kind extends TargetKind>(kind: Kind, name: string): Extract<Fault, { kind: Kind }> | undefined;
}

type TargetKind = 'crash' | 'duplicate' | 'reorder';

export interface AddedFault {
  readonly id: string;
  readonly fault: Fault;
  /** How often it can hit yet. */
  readonly left: number;
  remove(): void;
}

export function createFaults(): Faults {
  const active = new Map<string, { fault: Fault; left: number }>();
  let last = 0;

  function use(id: string): void {
    const entry = active.get(id);
    if (entry && --entry.left <= 0) active.delete(id);
  }

  function added(id: string): AddedFault {
    const entry = active.get(id);
    if (!entry) throw new Error(`no fault ${id}`);
    return {
      id,
      fault: entry.fault,
      get left() {
        return active.has(id) ? entry.left : 0;
      },
      remove: () => void active.delete(id),
    };
  }

  return {
    add(fault) {
      const id = String(++last);
      active.set(id, { fault: parseFault(fault), left: fault.times ?? Number.POSITIVE_INFINITY });
      return added(id);
    },
    list: () => [...active.keys()].map(added),
    remove: (id) => active.delete(id),
    clear: () => active.clear(),
    forCall(service, action, input) {
      if (active.size === 0) return [];
      const text = JSON.stringify(input);
      const hit: CallFault[] = [];
      for (const [id, { fault }] of active) {
        if (!('service' in fault) || fault.service !== service) continue;
        if (fault.action !== undefined && fault.action !== action) continue;
        if (fault.match !== undefined && !text.includes(fault.match)) continue;
        hit.push(fault);
        use(id);
      }
      return hit;
    },
    forTarget<Kind extends TargetKind>(kind: Kind, name: string) {
      for (const [id, { fault }] of active) {
        if (fault.kind !== kind) continue;
        const wanted = 'function' in fault ? fault.function : 'queue' in fault ? fault.queue : undefined;
        if (wanted !== undefined && wanted !== name) continue;
        use(id);
        return fault as Extract<Fault, { kind: Kind }>;
      }
      return undefined;
    },
  };
}

const MachineDate = Date;
let shift = 0;
const now = () => MachineDate.now() + shift;

// In place before any handler is loaded: code that keeps `Date.now` must see the clock move as well.
globalThis.Date = new Proxy(MachineDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new MachineDate(now()).toString(),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
});

/** From now on `Date` runs this many milliseconds ahead in this thread. Timers are not touched. */
export function shiftTime(milliseconds: number): void {
  shift = milliseconds;
}

/** A process of the simulation: one invocation of a function, or one command. */
export interface Process {
  readonly name: string;
  readonly startedAt: number;
  /** A dead one learns nothing more, and whatever it still asks for does not happen. */
  dead: boolean;
}

/** A call to AWS that has been made and not been carried out yet. */
export interface Call {
  readonly process: Process;
  readonly action: string;
  /** It happens, and the caller hears so. */
  answer(): Promise<void>;
  /** It happens, and the caller does not learn it. */
  loseAnswer(): Promise<void>;
  /** It does not happen, and the caller hears an error. */
  refuse(): void;
}

/** All calls of all processes: each waits until the schedule says what becomes of it. */
export interface Calls {
  readonly pending: readonly Call[];
  /** What a process calls AWS with. */
  make<T>(process: Process, action: string, effect: () => Promise<T> | T): Promise<T>;
  /** The end of a process: none of its calls happens any more. */
  kill(process: Process): void;
}

/** What the SDK throws where no answer came, or one that says to try again. */
class Unanswered extends Error {
  override readonly name = 'TimeoutError';
}

export function createCalls(): Calls {
  let pending: Call[] = [];
  const forget = (call: Call) => {
    pending = pending.filter((one) => one !== call);
  };

  return {
    get pending() {
      return pending;
    },
    make<T>(process: Process, action: string, effect: () => Promise<T> | T): Promise<T> {
      if (process.dead) return Promise.reject(new Unanswered(action));
      return new Promise<T>((resolve, reject) => {
        const call: Call = {
          process,
          action,
          async answer() {
            forget(call);
            try {
              resolve(await effect());
            } catch (error) {
              reject(error);
            }
          },
          async loseAnswer() {
            forget(call);
            await effect();
            reject(new Unanswered(action));
          },
          refuse() {
            forget(call);
            reject(new Unanswered(action));
          },
        };
        pending = [...pending, call];
      });
    },
    kill(process) {
      process.dead = true;
      for (const call of pending) if (call.process === process) call.refuse();
    },
  };
}

/** One law that a provider keeps. `run` throws where it does not. */
export interface Check {
  readonly name: string;
  run(): void;
}

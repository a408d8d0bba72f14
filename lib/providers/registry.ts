/**
 * The registry: every platform that we receive from, one line each. Which part of a folder a line names is decided where
 * it is resolved, by `imports` in `package.json`: the bundle of `receive` gets the folder's `receiver.ts`, that of
 * `normalize` its `reader.ts`, and everybody else its `index.ts`. A bundle takes the whole of what it names, so neither
 * function carries the other's code.
 */
export * as nextCommerce from '#providers/next-commerce';
export * as phasio from '#providers/phasio';

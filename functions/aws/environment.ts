/** `('QUEUE_URL', 'some-shop')` → `QUEUE_URL_SOME_SHOP`: how the stack hands a provider's things to the functions. */
export const environmentName = (prefix: string, provider: string): string =>
  `${prefix}_${provider.replaceAll('-', '_').toUpperCase()}`;

/** @throws Error that names the variable */
export function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`The environment variable ${name} is not set.`);
  return value;
}

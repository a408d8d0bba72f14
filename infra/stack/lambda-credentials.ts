import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in for `@aws-sdk/credential-provider-node` in our bundles: Lambda puts a function's credentials into its
 * environment, so the eleven other places where the SDK would look (profiles, SSO, instance metadata …) are 40 % of a
 * bundle and of its loading time for nothing.
 */
export const defaultProvider = () => fromEnv();

/**
 * Warns where a dead letter is explained by other code than reads it once it is replayed.
 * @param here the sources' that run this command
 * @param deployed the stack's output `BuildId`
 * @returns `undefined` where they are the same, or nobody knows
 */
export function compareBuilds(here: string | undefined, deployed: string | undefined): string | undefined {
  if (here === undefined || deployed === undefined || here === deployed) return undefined;
  return `warning: the code here is ${here}, and ${deployed} is deployed: what is explained is what would be, and a replay is read by what is deployed. Deploy first, or check out what is deployed.`;
}

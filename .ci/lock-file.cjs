// The lock file serves every registry and every platform. npm leaves out without a word what the registry at hand does
// not have, and `npm ci` then fails for everybody who needs it.
const { packages } = require('../package-lock.json');

const problems = Object.entries(packages).flatMap(([path, { resolved = '', optionalDependencies = {} }]) => [
  ...(/^https?:/.test(resolved) ? [`${path} names a registry`] : []),
  ...Object.keys(optionalDependencies)
    .filter((name) => !isLocked(path, name))
    .map((name) => `${name}, which ${path} may need, is missing`),
]);
for (const problem of problems) console.error(`package-lock.json: ${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;

/** Looks as Node.js does: from the package's own folder upwards. */
function isLocked(path, name) {
  if (packages[`${path && `${path}/`}node_modules/${name}`]) return true;
  return path !== '' && isLocked(path.slice(0, Math.max(0, path.lastIndexOf('node_modules/') - 1)), name);
}

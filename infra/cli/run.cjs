// Runs a command from its TypeScript source. Written in JavaScript that an old Node.js reads too, so that whoever has
// one, or has not installed the packages, is told so in one line.

// biome-ignore lint/style/useNodejsImportProtocol: an old Node.js does not know it.
const fs = require('fs');
// biome-ignore lint/style/useNodejsImportProtocol: the same.
const path = require('path');

const ROOT = path.join(__dirname, '..', '..');

/**
 * @param {string} version of Node.js
 * @param {string} root the repository's
 * @returns {string | undefined} what keeps commands from running, in one line
 */
function blocker(version, root) {
  const wanted = /\d+/.exec(
    JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')).engines.node,
  )[0];
  if (Number(version.split('.')[0]) < Number(wanted))
    return `Node.js ${version} is too old: order-events needs ${wanted} or newer`;
  if (!fs.existsSync(path.join(root, 'node_modules', 'tsx')))
    return 'the packages are missing: run npm ci first';
  return undefined;
}

/** `node run.cjs <entry> …` runs the entry; `node run.cjs` only looks whether anything could run. */
function main() {
  const found = blocker(process.versions.node, ROOT);
  if (found) {
    process.stderr.write(`${found}\n`);
    process.exit(2);
  }
  if (process.argv.length < 3) return;
  // The SDK's releases of 2027 need Node.js 22; ours is pinned before them.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  process.argv.splice(1, 2, path.join(ROOT, process.argv[2]));
  require('tsx/cjs');
  require(process.argv[1]);
}

exports.blocker = blocker;
if (require.main === module) main();

const { readFileSync } = require('node:fs');
const [, , bundle, eventFile] = process.argv;

/** Loads a function's bundle, hands it one event, and sends how many milliseconds of CPU that took. */
const event = JSON.parse(readFileSync(eventFile, 'utf8'));
const begun = process.cpuUsage();
require(bundle)
  .handler(event, { getRemainingTimeInMillis: () => 30_000 })
  .then(({ batchItemFailures = [] }) => {
    const { user, system } = process.cpuUsage(begun);
    if (batchItemFailures.length > 0) throw new Error('nothing was published');
    process.send((user + system) / 1_000, () => process.exit(0));
  })
  .catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  });

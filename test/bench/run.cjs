const [, , file, full] = process.argv;

/** Runs one bundled benchmark and sends its rows to the process that started this one. */
require(file)
  .rows({ full: full === 'full' })
  .then((rows) => process.send(rows, () => process.exit(0)))
  .catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  });

const { default: Sequencer } = require('@jest/test-sequencer');

const isUnit = ({ context }) => context.config.displayName?.name === 'unit';

/** The quick tests last, so that at the end no core waits for a slow one. */
module.exports = class UnitLast extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    return [...sorted.filter((test) => !isUnit(test)), ...sorted.filter(isUnit)];
  }
};

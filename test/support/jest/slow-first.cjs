const { default: Sequencer } = require('@jest/test-sequencer');

const isSlow = ({ context }) => context.config.displayName?.name === 'slow';

/** The slow tests first, so that at the end no core waits for one of them. */
module.exports = class SlowFirst extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    return [...sorted.filter(isSlow), ...sorted.filter((test) => !isSlow(test))];
  }
};

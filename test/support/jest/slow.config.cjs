module.exports = require('./projects.cjs').slow;

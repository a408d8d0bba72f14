module.exports = require('./projects.cjs').unit;

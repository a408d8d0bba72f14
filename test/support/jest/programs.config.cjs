module.exports = require('./projects.cjs').programs;

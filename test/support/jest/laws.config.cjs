module.exports = require('./projects.cjs').laws;

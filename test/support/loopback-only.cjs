// Loaded into a server before its own code (`node --require`): host names lead nowhere, whatever network the machine has.
const dns = require('node:dns');

dns.lookup = (name, options, callback) => {
  const error = Object.assign(new Error(`no look-up of ${name} in tests`), { code: 'ENOTFOUND' });
  process.nextTick(typeof options === 'function' ? options : callback, error);
};

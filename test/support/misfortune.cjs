// Loaded into a server before its own code (`node --require`): lets a test bring about what must never happen.
process.on('SIGUSR2', () => void Promise.reject(new Error('a planted rejection')));
process.on('SIGHUP', () => {
  throw new Error('a planted exception');
});

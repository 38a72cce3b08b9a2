import everyday from './jest.config.js';

/** `npm test` without the suites that need a build (the page, the app and its tools as processes), and without the stand-ins' own. */
export default {
  ...everyday,
  testPathIgnorePatterns: [
    ...['/test/sandbox/', '/test/bench-plans', '/test/proxy\\.test'],
    // Groups of thousands, and many calls at once.
    ...['/test/docspace/big-groups', '/test/docspace/limits', '/test/commands/busy'],
  ],
};

import everyday from './jest.config.js';

/** `npm test` without the suites that need a build: those of the page, and of the app and its tools as processes. */
export default {
  ...everyday,
  testPathIgnorePatterns: [
    '/test/browser/',
    '/test/tools/',
    '/test/processes\\.test',
    '/test/sandbox/page-server\\.test',
  ],
};

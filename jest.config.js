// How Slack reaches the app in conversations; by HTTP with `npm run test:http`. The workers of Jest inherit it.
process.env.TRANSPORT ??= 'socket';

/** Sources are TypeScript ES modules; SWC strips the types and Node runs them as they are. */
export default {
  roots: ['<rootDir>/test'],
  // What is heavy and about faults, the page, and the comparison with the real servers have a command each.
  testMatch: ['**/*.test.ts', '!**/*.faults.test.ts', '!**/truth/**', '!**/browser/**'],
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: '<rootDir>/test/helpers/environment.js',
  testTimeout: 40_000,
  // Most tests wait for sockets and for a browser, so on two cores two of them run beside each other.
  maxWorkers: '100%',
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' }, experimental: { keepImportAttributes: true } },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};

/** Sources are TypeScript ES modules; SWC strips the types and Node runs them as they are. */
export default {
  roots: ['<rootDir>/test'],
  // What is heavy and about faults, the details of the page, and the comparison with the real server have a command each.
  testMatch: ['**/*.test.ts', '!**/*.faults.test.ts', '!**/truth/**', '!**/browser/**', '**/browser/mission.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: '<rootDir>/test/helpers/environment.js',
  testTimeout: 40_000,
  // Most tests wait for sockets and for a browser, so on two cores two of them run beside each other.
  maxWorkers: '100%',
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
};

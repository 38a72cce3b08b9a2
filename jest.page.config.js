import everyday from './jest.config.js';

/** The sandbox's page, in a real browser: `npm run test:page`. */
export default {
  ...everyday,
  testMatch: ['**/browser/*.test.ts', '!**/*.faults.test.ts'],
};

import everyday from './jest.config.js';

/** The sandbox's page in detail, in a real browser: `npm run test:page`. `npm test` plays the mission there. */
export default {
  ...everyday,
  testMatch: ['**/browser/*.test.ts', '!**/browser/mission.test.ts', '!**/*.faults.test.ts'],
};

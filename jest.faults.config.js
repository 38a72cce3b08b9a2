import everyday from './jest.config.js';

/** The suites that `npm test` leaves out: `npm run test:faults`. */
export default { ...everyday, testMatch: ['**/*.faults.test.ts'] };

import everyday from './jest.config.js';

/** The stand-ins against the real portal and the real Slack: `npm run test:truth`. */
export default { ...everyday, testMatch: ['**/truth/*.test.ts'] };

import everyday from './jest.config.js';

/** The stand-in portal against the real server: `npm run test:truth`. */
export default { ...everyday, testMatch: ['**/truth/*.test.ts'] };

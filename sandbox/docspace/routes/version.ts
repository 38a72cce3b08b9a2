import { nothing, route } from './route.ts';

/** The portal's version; any key can read it; on a real portal, so can a caller without a key. */
export const versionRoutes = [
  route({
    method: 'GET',
    path: '/settings/version/build',
    read: nothing,
    run: ({ state }) => ({ payload: { docSpace: state.setup.version === '3.6' ? '3.6.1' : '3.7.2' } }),
  }),
];

/** Scopes of manifest.yml without which the app can't work. */
export const REQUIRED_SCOPES = [
  'commands',
  'chat:write',
  'users:read',
  'users:read.email',
  'channels:read',
  'groups:read',
] as const;
export type RequiredScope = (typeof REQUIRED_SCOPES)[number];

/** Scopes that can be left out when the app is installed. */
export const OPTIONAL_SCOPES = ['chat:write.public', 'usergroups:read'] as const;
export type OptionalScope = (typeof OPTIONAL_SCOPES)[number];

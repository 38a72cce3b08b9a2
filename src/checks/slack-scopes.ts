/** Scopes of manifest.yml without which the app cannot work, and what each is for. */
export const REQUIRED_SCOPES = {
  commands: 'to receive /docspace-group',
  'chat:write': 'to post messages',
  'users:read': 'to see who clicks',
  'users:read.email': 'to find people in DocSpace',
  'channels:read': 'to see whether a channel is shared with another organization',
  'groups:read': 'to see whether a private channel is shared with another organization',
} as const;

/** Scopes that can be left out when the app is installed, and what is lost without each. */
export const OPTIONAL_SCOPES = {
  'chat:write.public': 'the app can post only in channels it was invited to',
  'usergroups:read': 'APPROVERS cannot name user groups',
} as const;

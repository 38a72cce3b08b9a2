/** No group matches what was typed. */
export class NoSuchGroup extends Error {
  readonly code = 'no_such_group';
  readonly typed: string;
  /** Groups whose names come near, best first; at most three. */
  readonly nearest: readonly { id: string; name: string }[];
  /** How many groups were compared, where there are more than could be read. */
  readonly onlyFirst: number | undefined;

  /** How many groups could not be compared, because DocSpace cannot show them. */
  readonly unreadable: number;

  constructor(
    typed: string,
    parts: { nearest?: readonly { id: string; name: string }[]; onlyFirst?: number; unreadable?: number } = {},
  ) {
    super('no group matches');
    this.name = 'NoSuchGroup';
    this.typed = typed;
    this.nearest = parts.nearest ?? [];
    this.onlyFirst = parts.onlyFirst;
    this.unreadable = parts.unreadable ?? 0;
  }
}

/** The group is maintained elsewhere: by a directory (LDAP) or by DocSpace itself. */
export class GroupKeptElsewhere extends Error {
  readonly code = 'group_kept_elsewhere';
  readonly keeper: 'directory' | 'docspace';
  readonly groupName: string;

  constructor(keeper: 'directory' | 'docspace', groupName: string) {
    super(`the group is kept by the ${keeper}`);
    this.name = 'GroupKeptElsewhere';
    this.keeper = keeper;
    this.groupName = groupName;
  }
}

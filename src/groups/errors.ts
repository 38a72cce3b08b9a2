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

/** The group comes from a directory (LDAP) or is built into DocSpace, so it cannot be changed here. */
export class ReadOnlyGroup extends Error {
  readonly code = 'read_only_group';
  readonly source: 'ldap' | 'docspace';
  readonly groupName: string;

  constructor(source: 'ldap' | 'docspace', groupName: string) {
    super(`the group can only be changed in its source: ${source}`);
    this.name = 'ReadOnlyGroup';
    this.source = source;
    this.groupName = groupName;
  }
}

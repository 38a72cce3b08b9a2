import { z } from 'zod';
import { flag } from './flag.ts';
import { ApiRefusal, type Method, method } from './method.ts';

/** Methods about user groups. */
export const userGroups: Readonly<Record<string, Method>> = {
  'usergroups.users.list': method(
    ['usergroups:read'],
    z.object({ usergroup: z.string(), include_disabled: flag }),
    (args, { state }) => {
      const group = state.userGroups.get(args.usergroup);
      if (!group || (group.disabled && !args.include_disabled)) throw new ApiRefusal('no_such_subteam');
      return { users: [...group.users] };
    },
  ),
};

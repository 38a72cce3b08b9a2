import { memberRoutes } from './routes/group-members.ts';
import { groupRoutes } from './routes/groups.ts';
import { keyRoutes } from './routes/keys.ts';
import { personRoutes } from './routes/people.ts';
import { peopleListRoutes } from './routes/people-lists.ts';
import { roomShareRoutes } from './routes/room-shares.ts';
import { roomRoutes } from './routes/rooms.ts';
import type { Route } from './routes/route.ts';
import { sharedGroupRoutes } from './routes/shared-groups.ts';
import { versionRoutes } from './routes/version.ts';

/** A route that a path fits, with what stood in its places. */
export interface Matched {
  route: Route;
  params: Record<string, string>;
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** A fixed word goes before a place that takes anything: `/people/filter` is no user name. */
const ROUTES = [
  ...groupRoutes,
  ...memberRoutes,
  ...sharedGroupRoutes,
  ...peopleListRoutes,
  ...personRoutes,
  ...keyRoutes,
  ...roomRoutes,
  ...roomShareRoutes,
  ...versionRoutes,
].map((route) => ({ route, pattern: patternOf(route.path) }));

function patternOf(path: string): RegExp {
  const places = path.replace(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>${name === 'word' ? '[^/]+' : UUID})`);
  return new RegExp(`^${places}/?$`, 'i');
}

/** The route for a call, or why there is none: no such path, or the path with other verbs. */
export function match(method: string, path: string): Matched | { allow: string[] } {
  const allow = new Set<string>();
  for (const { route, pattern } of ROUTES) {
    const found = pattern.exec(path);
    if (!found) continue;
    if (route.method === method) return { route, params: decoded(found.groups ?? {}) };
    allow.add(route.method);
  }
  return { allow: [...allow] };
}

function decoded(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodedWord(value)]));
}

/** A stray percent sign is kept as it is. */
function decodedWord(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

import { memberRoutes } from './routes/group-members.ts';
import { groupRoutes } from './routes/groups.ts';
import { keyRoutes } from './routes/keys.ts';
import { peopleRoutes } from './routes/people.ts';
import { type Route, UUID } from './routes/route.ts';

/** A route that a path fits, with what stood in its places. */
export interface Matched {
  route: Route;
  params: Record<string, string>;
}

const ROUTES = [...groupRoutes, ...memberRoutes, ...peopleRoutes, ...keyRoutes].map((route) => ({
  route,
  pattern: new RegExp(
    `^${route.path.replace(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>${name === 'word' ? '[^/]+' : UUID})`)}$`,
    'i',
  ),
}));

/** The route for a call, or why there is none: no such path, or the path with other verbs. */
export function match(method: string, path: string): Matched | { allow: string[] } {
  const fitting = ROUTES.flatMap(({ route, pattern }) => {
    const found = pattern.exec(path);
    return found ? [{ route, params: { ...found.groups } }] : [];
  });
  const exact = fitting.find(({ route }) => route.method === method);
  return exact ?? { allow: [...new Set(fitting.map(({ route }) => route.method))] };
}

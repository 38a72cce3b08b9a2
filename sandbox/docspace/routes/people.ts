import type { Payload } from '../answer.ts';
import { accessDenied, InvalidInput, notFound, PortalRefusal, shapeA } from '../errors.ts';
import type { PortalPerson } from '../types.ts';
import { employeeFull, ownProfile } from '../wire.ts';
import { maySee } from './people-filter.ts';
import { nothing, PEOPLE_SCOPES, type RouteCall, route, SELF_SCOPES } from './route.ts';

const LONGEST_EMAIL = 255;

/** One person, if there is one and the caller may look. */
function shown(call: RouteCall, person: PortalPerson | undefined): Payload {
  if (!person) throw new PortalRefusal(notFound('user'));
  if (!maySee(call, person)) throw new PortalRefusal(accessDenied());
  return { payload: employeeFull(person, call) };
}

/** As .NET checks addresses: one `@`, neither first nor last. */
function isEmail(text: string): boolean {
  const at = text.indexOf('@');
  return at > 0 && at < text.length - 1 && at === text.lastIndexOf('@');
}

function readEmail({ query }: RouteCall): string | undefined {
  const email = query.text('email');
  if (email === undefined || (isEmail(email) && email.length <= LONGEST_EMAIL)) return email;
  throw new InvalidInput('email', 'The Email field is not a valid e-mail address.');
}

/** Single people (docspace-api §5.2). */
export const personRoutes = [
  route({
    method: 'GET',
    path: '/people/email',
    scopes: PEOPLE_SCOPES,
    read: readEmail,
    run(call, email) {
      if (email === undefined)
        throw new PortalRefusal(
          shapeA(400, "Value cannot be null. (Parameter 'email')", 'System.ArgumentNullException'),
        );
      return shown(call, call.state.people.byEmail(email));
    },
  }),
  route({
    method: 'GET',
    path: '/people/@self',
    scopes: SELF_SCOPES,
    read: nothing,
    run: (call) => ({ payload: ownProfile(call) }),
  }),
  route({
    // No scope is asked for here. User names go before ids, and no form of the path is refused.
    method: 'GET',
    path: '/people/{word}',
    read: ({ params }) => (params.word ?? '').toLowerCase(),
    run: (call, word) => shown(call, call.state.people.byUserName(word) ?? call.state.people.get(word)),
  }),
];

import type { Body } from '../body.ts';
import { isOutsideBmp } from '../collation.ts';
import { InvalidInput, PortalRefusal, shapeA } from '../errors.ts';
import type { PortalState } from '../state.ts';
import type { RouteCall } from './route.ts';

/** In UTF-16 units. */
const LONGEST_NAME = 128;

/**
 * The name in a body as the model allows it, before any role is asked. A new group must bring one, and since 3.7 not an
 * empty one; a change may blank it.
 */
export function checkLength(call: RouteCall, body: Body, key: 'GroupName' | 'Update.GroupName'): string | null {
  const isNew = key === 'GroupName';
  if (isNew && !body.has('groupName'))
    throw new InvalidInput(
      '$',
      "JSON deserialization for type 'ASC.People.ApiModels.RequestDto.GroupRequestDto' was missing required properties including: 'groupName'.",
    );
  const name = body.text('groupName');
  if (name === null) return null;
  const shortest = isNew && call.state.setup.version === '3.7' ? 1 : 0;
  if (name.length < shortest || name.length > LONGEST_NAME) {
    const least = shortest > 0 ? `a minimum length of ${shortest} and ` : '';
    throw new InvalidInput(
      key,
      `The field GroupName must be a string with ${least}a maximum length of ${LONGEST_NAME}.`,
    );
  }
  return name;
}

/** The name of a new group once the endpoint itself looks at it. */
export function storableNewName(state: PortalState, name: string | null): string {
  if (name === null) {
    if (state.setup.version === '3.6') throw unsaved();
    const words = "Value cannot be null. (Parameter 'inDto.GroupName')";
    throw new PortalRefusal(shapeA(400, words, 'System.ArgumentNullException'));
  }
  if (state.setup.version === '3.7' && name.trim() === '') {
    const words =
      "The value cannot be an empty string or composed entirely of whitespace. (Parameter 'inDto.GroupName')";
    throw new PortalRefusal(shapeA(400, words, 'System.ArgumentException'));
  }
  refuseUnstorable(name);
  return name;
}

/** The database's three-byte columns cannot hold characters outside the basic plane, such as emoji. */
export function refuseUnstorable(name: string): void {
  if (isOutsideBmp(name)) throw unsaved();
}

function unsaved(): PortalRefusal {
  const words = 'An error occurred while saving the entity changes. See the inner exception for details.';
  return new PortalRefusal(shapeA(500, words, 'Microsoft.EntityFrameworkCore.DbUpdateException'));
}

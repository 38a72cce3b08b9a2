import type { DeletionRequest } from './deletion-request.ts';

/** Somebody already asked for this group's deletion. */
export class OpenRequestExists extends Error {
  readonly code = 'open_request_exists';
  readonly request: DeletionRequest;

  constructor(request: DeletionRequest) {
    super('the group has an open request');
    this.name = 'OpenRequestExists';
    this.request = request;
  }
}

/** No request has this id: the database was replaced, or the button comes from elsewhere. */
export class NoSuchRequest extends Error {
  readonly code = 'no_such_request';

  constructor() {
    super('no request has this id');
    this.name = 'NoSuchRequest';
  }
}

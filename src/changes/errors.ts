import type { ChangeRequest } from './request.ts';

/** The group already has an open deletion request. */
export class OpenRequestExists extends Error {
  readonly code = 'open_request_exists';
  readonly request: ChangeRequest;

  constructor(request: ChangeRequest) {
    super('the group has an open request');
    this.name = 'OpenRequestExists';
    this.request = request;
  }
}

/** The form was already submitted with other values. */
export class SentAlready extends Error {
  readonly code = 'sent_already';
  readonly request: ChangeRequest;

  constructor(request: ChangeRequest) {
    super('the form was sent already');
    this.name = 'SentAlready';
    this.request = request;
  }
}

/** This request is already undone, or its undo is open. */
export class AlreadyReversed extends Error {
  readonly code = 'already_reversed';
  /** The request that undoes it. */
  readonly request: ChangeRequest;

  constructor(request: ChangeRequest) {
    super('the change is already undone');
    this.name = 'AlreadyReversed';
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

/** No form with this id was opened here, or it has expired. */
export class NoSuchDraft extends Error {
  readonly code = 'no_such_draft';

  constructor() {
    super('no form has this id');
    this.name = 'NoSuchDraft';
  }
}

/** A newer version of the app wrote this request; this version does not touch it. */
export class RequestOfNewerVersion extends Error {
  readonly code = 'request_of_newer_version';
  readonly requestId: string;

  constructor(requestId: string) {
    super('a newer version of the app wrote this request');
    this.name = 'RequestOfNewerVersion';
    this.requestId = requestId;
  }
}

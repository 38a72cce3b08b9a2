import type { ChangeRequest } from '../../changes/index.ts';
import type { Deps } from '../../deps.ts';
import { sameNameNotice } from '../../groups/same-name.ts';
import { type Accepted, type CardDelivery, type Draft, NameTaken, NO_GROUP } from '../../requests/index.ts';
import { type Block, header, paragraph } from '../../slack/blocks.ts';
import { errorBlocks, type UserError } from '../../slack/error-reporter.ts';
import type { ReplyTarget } from '../../slack/messenger.ts';
import { type Modal, messageModal, waitingModal } from '../../slack/views.ts';
import { type AskingValues, askingFields, asksForChannel, asksForPlace, finishAsked } from '../asking.ts';
import { type Headings, headingOf, tellFailure } from '../failure-card.ts';
import { withGroupLinks } from '../group-links.ts';
import { openForm } from '../open-form.ts';
import type { SentForm } from '../send-form.ts';
import { CANT_OPEN_FORM, GOES_ON, STILL_CHECKING, TRY_AGAIN } from '../text.ts';
import { withoutDeparted } from './departed.ts';
import type { CreateValues } from './form.ts';
import {
  CREATE_ANYWAY,
  CREATE_TITLE,
  DEPARTED_NEXT,
  LOOKING_UP_YOU,
  NO_RIGHT,
  NOT_CREATED,
  SEND_ANYWAY,
  UNCERTAIN,
  UNCERTAIN_YET,
} from './text.ts';
import { createdModal, createForm } from './views.ts';

const OPEN_HEADINGS: Headings = {
  rights: NO_RIGHT,
  failure: CANT_OPEN_FORM,
};

/** Opens the create form: at once as a waiting view, filled in when the person's rights are known. */
export async function openCreateForm(deps: Deps, origin: ReplyTarget, triggerId: string, name = ''): Promise<void> {
  const waiting = waitingModal(CREATE_TITLE, LOOKING_UP_YOU);
  const handle = await openForm(deps, origin, { triggerId }, waiting);
  if (!handle) return;
  await deps.reporter.run(
    'open the create form',
    async () => {
      const { asks } = await deps.requests.rightTo(origin.userId, 'create');
      await handle.show(await newForm(deps, origin, { values: { name, members: [] }, asks }));
    },
    (userError) => handle.show(messageModal(CREATE_TITLE, errorBlocks(headingOf(userError, OPEN_HEADINGS), userError))),
  );
}

/** A form with a draft of its own: each time it is shown, it is another submission. */
async function newForm(
  deps: Deps,
  origin: ReplyTarget,
  shown: {
    values: CreateValues;
    asks: boolean;
    asking?: AskingValues | undefined;
    notice?: Block[];
    submit?: string;
    confirmedName?: string | undefined;
  },
): Promise<Modal> {
  const { confirmedName, asks, asking, ...form } = shown;
  const account = origin.userId;
  const draft = { kind: 'create', account, group: NO_GROUP, origin, confirmedName, asks } as const;
  const draftId = await deps.requests.openDraft(draft);
  // Where a request could not be posted, another channel can be chosen.
  const place = await (asks ? asksForChannel(deps, origin, asking !== undefined) : asksForPlace(deps, origin));
  const fields = asks ? askingFields(place, asking) : undefined;
  return createForm({ draftId, place, asking: fields, ...form });
}

/** What the form shows when its draft is not there any more, or its submission could not be stored. */
export function notStoredModal(deps: Deps, error: unknown): Modal {
  return messageModal(CREATE_TITLE, errorBlocks(NOT_CREATED, deps.reporter.report(error, 'create a group')));
}

/** A stored submission, and what its form held. */
export interface Submission {
  draft: Draft;
  request: ChangeRequest;
  values: CreateValues;
  /** What was filled in to ask for it, where its user cannot create it alone. */
  asking: AskingValues | undefined;
}

/** Creates the group and tells of it, or draws the form again with everything typed still in it. */
export async function createGroup(deps: Deps, form: SentForm, submission: Submission): Promise<void> {
  const { request } = submission;
  const onWaiting = () => void deps.reporter.bestEffort('show that DocSpace is slow', () => form.show(SLOW));
  await deps.reporter.run(
    'create a group',
    async () => {
      const outcome = await deps.requests.carryOut(request, onWaiting);
      if (!outcome) return;
      else if ('asked' in outcome) await showAsked(deps, form, outcome.asked);
      else if ('done' in outcome) await showCreated(deps, form, outcome.done, outcome.delivery);
      else await showFailure(deps, form, submission, outcome);
    },
    // A database that failed in the middle: the worker goes on with the stored request.
    (userError) =>
      form.show(messageModal(CREATE_TITLE, [...errorBlocks(UNCERTAIN_YET, userError), paragraph(GOES_ON)])),
  );
}

const SLOW = waitingModal(CREATE_TITLE, STILL_CHECKING);

/** The group is there: whatever Slack makes of the news, nothing may say otherwise. */
async function showCreated(deps: Deps, form: SentForm, created: ChangeRequest, delivery: CardDelivery): Promise<void> {
  await deps.reporter.bestEffort('show that a group is created', () =>
    form.finish(createdModal(created.group, delivery), { request: created, delivery }),
  );
}

/** The request is stored: whatever Slack makes of the news, nothing may say otherwise. */
async function showAsked(deps: Deps, form: SentForm, asked: Accepted): Promise<void> {
  await deps.reporter.bestEffort('show that a request is stored', () => finishAsked(form, asked));
}

async function showFailure(
  deps: Deps,
  form: SentForm,
  { draft, values, asking }: Submission,
  { failed, error }: { failed: UserError; error: unknown },
): Promise<void> {
  const { origin, asks = false } = draft;
  const tried = { tried: asks ? 'request' : 'create', groupName: values.name.trim() };
  const typed = { asks, asking };
  /** A form that was closed meanwhile cannot say why nothing was created. */
  const showOrTell = async (again: Modal) => {
    const shown = await form.show(again);
    await tellFailure(deps, origin, { ...tried, userError: failed, shown });
  };
  if (error instanceof NameTaken) {
    const submit = asks ? SEND_ANYWAY : CREATE_ANYWAY;
    const notice = sameNameNotice(error.groupName, error.groups, submit);
    await showOrTell(await newForm(deps, origin, { ...typed, values, notice, submit, confirmedName: error.groupName }));
    return;
  }
  const left = await deps.reporter.bestEffort('look up who has left', () =>
    withoutDeparted(deps.docspace, error, values),
  );
  if (left) {
    const notice = [header(NOT_CREATED), ...left.sentences.map(paragraph), paragraph(DEPARTED_NEXT)];
    await showOrTell(await newForm(deps, origin, { ...typed, values: left.values, notice }));
    return;
  }
  const userError = withGroupLinks(failed, deps.config.docspace.url);
  const title = userError.unclear
    ? UNCERTAIN
    : headingOf(userError, { ...OPEN_HEADINGS, refusal: NOT_CREATED, failure: NOT_CREATED });
  // Of an uncertain creation the group may appear later: the next try warns of its name once more.
  const again = userError.unclear ? {} : { confirmedName: draft.confirmedName };
  const notice = errorBlocks(title, userError);
  const shown = await form.show(await newForm(deps, origin, { ...typed, values, notice, submit: TRY_AGAIN, ...again }));
  // What is not certain has a card, which shows what the app finds.
  if (!userError.unclear) await tellFailure(deps, origin, { ...tried, userError, shown });
}

import type { PolicySnapshot } from '../../../page-server/protocol.ts';
import { ChoiceField, ListField, PeopleField, YesField } from './policy-fields.tsx';
import { durationLabel, policySentences } from './text.ts';
import { TimeControls } from './time-controls.tsx';
import { type PolicyDraft, usePolicyDraft } from './use-policy-draft.ts';

const durations = (values: readonly string[]) => values.map((value) => ({ value, label: durationLabel(value) }));
const EXPIRIES = durations(['1h', '24h', '3d', '7d']);
const GRACES = [{ value: '0s', label: 'Not at all' }, ...durations(['10s', '30s', '1m', '5m'])];

/** Who approves what, as an operator sets it: what is in force, and a restart of the app with other settings. */
export function PolicyPanel({ policy, daysAhead }: { policy: PolicySnapshot; daysAhead: number | null }) {
  const draft = usePolicyDraft(policy.inForce);
  return (
    <section className="policy" aria-label="Policy">
      <section>
        <h3>In force</h3>
        <ul className="policy-sentences" aria-live="polite">
          {policySentences(policy.inForce, policy).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </section>
      {daysAhead === null ? null : <TimeControls daysAhead={daysAhead} />}
      <PolicyForm draft={draft} policy={policy} />
    </section>
  );
}

function PolicyForm({ draft, policy: { people, channels } }: { draft: PolicyDraft; policy: PolicySnapshot }) {
  const places = [
    { value: '', label: 'Where they were made' },
    ...channels.map(({ id, name }) => ({ value: id, label: `#${name}` })),
  ];
  return (
    <form
      aria-label="Settings of the app"
      onSubmit={(event) => {
        event.preventDefault();
        void draft.apply();
      }}
    >
      <h3>Settings</h3>
      <p className="policy-hint">The app reads its settings when it starts. A restart keeps open requests.</p>
      <ChoiceField
        draft={draft}
        variable="APPROVALS_REQUIRED"
        label="Approvals of a deletion"
        values={['1', '2', '3']}
      />
      <YesField
        draft={draft}
        variable="SELF_APPROVAL"
        label="People can approve their own deletions"
        yes="allow"
        no="deny"
      />
      <YesField draft={draft} variable="ASKING" label="People can request other changes" yes="on" no="off" />
      <ListField draft={draft} variable="APPROVAL_CHANNEL" label="Requests are posted" options={places} />
      <ListField draft={draft} variable="APPROVAL_EXPIRY" label="Requests expire after" options={EXPIRIES} />
      <ListField draft={draft} variable="DELETE_GRACE" label="Approved deletions can be stopped for" options={GRACES} />
      <PeopleField draft={draft} variable="APPROVERS" label="Approvers of deletions" people={people} />
      <PolicyActions draft={draft} />
    </form>
  );
}

function PolicyActions({ draft: { changed, busy, failures, discard } }: { draft: PolicyDraft }) {
  if (!changed) return null;
  return (
    <div className="policy-actions">
      {failures.length === 0 ? null : (
        <div role="alert">
          {failures.map((failure) => (
            <p key={failure}>{failure}</p>
          ))}
        </div>
      )}
      <button type="submit" className="policy-apply" disabled={busy}>
        {busy ? 'Restarting the app…' : 'Apply and restart the app'}
      </button>
      <button type="button" className="quiet-button" disabled={busy} onClick={discard}>
        Discard
      </button>
    </div>
  );
}

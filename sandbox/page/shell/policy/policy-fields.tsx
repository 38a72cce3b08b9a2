import { type ReactNode, useId } from 'react';
import type { PolicySnapshot } from '../../../page-server/protocol.ts';
import type { PolicyVariable } from '../../../policy-variables.ts';
import { durationLabel, idsIn } from './text.ts';
import type { PolicyDraft } from './use-policy-draft.ts';

interface FieldProps {
  draft: PolicyDraft;
  variable: PolicyVariable;
  label: string;
}

/** One of a few values, all of them in sight. */
export function ChoiceField({ draft, variable, label, values }: FieldProps & { values: readonly string[] }) {
  const name = useId();
  return (
    <Group label={label} variable={variable}>
      <div className="policy-choices">
        {values.map((value) => (
          <label key={value}>
            <input
              type="radio"
              name={name}
              checked={draft.variables[variable] === value}
              disabled={draft.busy}
              onChange={() => draft.set(variable, value)}
            />
            {value}
          </label>
        ))}
      </div>
    </Group>
  );
}

/** People who are named; nobody is the default. */
export function PeopleField({ draft, variable, label, people }: FieldProps & { people: PolicySnapshot['people'] }) {
  const named = idsIn(draft.variables[variable]);
  const toggle = (id: string, on: boolean) =>
    draft.set(variable, (on ? [...named, id] : named.filter((each) => each !== id)).join(','));
  return (
    <Group label={label} variable={variable} hint="With nobody chosen, the owner and DocSpace admins can approve.">
      <ul className="policy-people">
        {people.map(({ id, name, docspace }) => (
          <li key={id}>
            <label>
              <input
                type="checkbox"
                checked={named.includes(id)}
                disabled={draft.busy}
                onChange={({ target }) => toggle(id, target.checked)}
              />
              {name} <small>{docspace}</small>
            </label>
          </li>
        ))}
      </ul>
    </Group>
  );
}

/** One of several values from a list, the one in force among them. */
export function ListField({
  draft,
  variable,
  label,
  options,
}: FieldProps & { options: readonly { value: string; label: string }[] }) {
  const id = useId();
  const value = draft.variables[variable];
  const offered = options.some((option) => option.value === value)
    ? options
    : [...options, { value, label: durationLabel(value) }];
  return (
    <div className="policy-field">
      <label htmlFor={id}>
        {label} <code>{variable}</code>
      </label>
      <select id={id} value={value} disabled={draft.busy} onChange={({ target }) => draft.set(variable, target.value)}>
        {offered.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** One of two values. */
export function YesField({ draft, variable, label, yes, no }: FieldProps & { yes: string; no: string }) {
  return (
    <div className="policy-field">
      <label className="policy-yes">
        <input
          type="checkbox"
          checked={draft.variables[variable] === yes}
          disabled={draft.busy}
          onChange={({ target }) => draft.set(variable, target.checked ? yes : no)}
        />
        <span>
          {label} <code>{variable}</code>
        </span>
      </label>
    </div>
  );
}

function Group({
  label,
  variable,
  hint,
  children,
}: {
  label: string;
  variable: PolicyVariable;
  hint?: string;
  children: ReactNode;
}) {
  return (
    <fieldset className="policy-field">
      <legend>
        {label} <code>{variable}</code>
      </legend>
      {children}
      {hint ? <small>{hint}</small> : null}
    </fieldset>
  );
}

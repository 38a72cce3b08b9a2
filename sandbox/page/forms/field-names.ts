/** How a control is named, described and marked in its form. */
export interface FieldNames {
  /** Id of the control, which its label points to. */
  id: string;
  /** The label’s text, for what needs a name of its own. */
  label: string;
  /** Ids of what describes it: its hint and its error. */
  describedBy?: string;
  invalid: boolean;
  required: boolean;
}

/** The attributes every control carries. */
export function namedBy(names: FieldNames) {
  return {
    id: names.id,
    'aria-describedby': names.describedBy || undefined,
    'aria-invalid': names.invalid || undefined,
    'aria-required': names.required || undefined,
  };
}

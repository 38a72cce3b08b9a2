import type { InputElement } from '../../slack/block-kit/index.ts';
import type { FieldValue } from '../../slack/state.ts';
import type { FieldNames } from './field-names.ts';

/** What every control gets: what it is, what it holds, how it is called, and where changes go. */
export interface ControlProps<Element extends InputElement> {
  element: Element;
  blockId: string;
  value: FieldValue;
  names: FieldNames;
  /** A choice can be taken out again without another in its place. */
  clearable: boolean;
  onChange(value: FieldValue): void;
  /** Enter was pressed in a text field; only where the app wants to hear of it. */
  onEnter?(): void;
}

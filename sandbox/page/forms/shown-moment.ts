import type { InputElement } from '../../slack/block-kit/index.ts';
import type { FieldValue } from '../../slack/state.ts';

/** An element in which a day, a time or both are picked. */
export type PickerElement = Extract<InputElement, { type: `${string}picker` }>;

/** What the browser's own picker shows of a value; days and times are of the browser's time zone. */
export function shownMoment({ type }: PickerElement, value: FieldValue): string {
  if (type === 'datepicker') return value.selected_date ?? '';
  if (type === 'timepicker') return value.selected_time ?? '';
  return value.selected_date_time ? localMoment(value.selected_date_time) : '';
}

/** `2026-12-24T18:30` on this clock. */
function localMoment(seconds: number): string {
  const at = new Date(seconds * 1000);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

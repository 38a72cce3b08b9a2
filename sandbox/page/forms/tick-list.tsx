import type { InputElement } from '../../slack/block-kit/index.ts';
import { TextObject } from '../block-kit/text-object.tsx';
import type { ControlProps } from './control-props.ts';

type TickElement = Extract<InputElement, { type: 'checkboxes' | 'radio_buttons' }>;
type TickOption = TickElement['options'][number];

/** Checkboxes, or radio buttons, one under the other. */
export function TickList({ element, value, names, onChange }: ControlProps<TickElement>) {
  const isRadio = element.type === 'radio_buttons';
  const held = isRadio ? [value.selected_option].filter((one) => one != null) : (value.selected_options ?? []);
  const isTicked = (option: TickOption) => held.some((each) => each.value === option.value);
  const toggle = (option: TickOption) => {
    if (isRadio) return onChange({ type: element.type, selected_option: option });
    const ticked = element.options.filter((each) => (each.value === option.value ? !isTicked(each) : isTicked(each)));
    onChange({ type: element.type, selected_options: ticked });
  };
  return (
    <fieldset
      id={names.id}
      role={isRadio ? 'radiogroup' : undefined}
      aria-label={names.label}
      aria-describedby={names.describedBy || undefined}
      className="ticks"
    >
      {element.options.map((option, index) => (
        <Tick
          key={option.value}
          option={option}
          group={names.id}
          type={isRadio ? 'radio' : 'checkbox'}
          ticked={isTicked(option)}
          invalid={names.invalid}
          focusOnLoad={element.focus_on_load && index === 0}
          onToggle={() => toggle(option)}
        />
      ))}
    </fieldset>
  );
}

interface TickProps {
  option: TickOption;
  group: string;
  type: 'radio' | 'checkbox';
  ticked: boolean;
  invalid: boolean;
  focusOnLoad?: boolean;
  onToggle(): void;
}

function Tick({ option, group, type, ticked, invalid, focusOnLoad, onToggle }: TickProps) {
  return (
    <label className="tick">
      <input
        className="tick-box"
        type={type}
        name={group}
        checked={ticked}
        aria-invalid={invalid || undefined}
        data-focus-on-load={focusOnLoad || undefined}
        onChange={onToggle}
      />
      <span className="tick-text">
        <TextObject text={option.text} />
        {option.description ? (
          <span className="tick-description">
            <TextObject text={option.description} />
          </span>
        ) : null}
      </span>
    </label>
  );
}

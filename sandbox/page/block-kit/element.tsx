import './elements.css';
import type { Interactive } from '../../slack/block-kit/index.ts';
import { ActingField } from './acting-field.tsx';
import { ButtonElement } from './button-element.tsx';
import { OverflowMenu } from './overflow-menu.tsx';
import { plainText } from './text-object.tsx';

/** An element of an actions block or a section; `label` names it where it has no text. */
export function Element({ element, blockId, label }: { element: Interactive; blockId: string; label?: string }) {
  switch (element.type) {
    case 'button':
      return <ButtonElement button={element} blockId={blockId} />;
    case 'overflow':
      return <OverflowMenu element={element} blockId={blockId} />;
    default:
      return <ActingField element={element} blockId={blockId} label={label || placeholderText(element)} />;
  }
}

function placeholderText(element: Interactive): string {
  return 'placeholder' in element && element.placeholder ? plainText(element.placeholder) : 'Choose';
}

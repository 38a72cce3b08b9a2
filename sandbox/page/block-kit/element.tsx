import './elements.css';
import type { Interactive } from '../../slack/block-kit/index.ts';
import { ActingField } from './acting-field.tsx';
import { ButtonElement } from './button-element.tsx';
import { OverflowMenu } from './overflow-menu.tsx';
import { plainWords } from './text-object.tsx';

/** An element of an actions block or beside a section; `label` names it where it has no words of its own. */
export function Element({ element, blockId, label }: { element: Interactive; blockId: string; label?: string }) {
  switch (element.type) {
    case 'button':
      return <ButtonElement button={element} blockId={blockId} />;
    case 'overflow':
      return <OverflowMenu element={element} blockId={blockId} />;
    default:
      return <ActingField element={element} blockId={blockId} label={label || ownWords(element)} />;
  }
}

function ownWords(element: Interactive): string {
  return 'placeholder' in element && element.placeholder ? plainWords(element.placeholder) : 'Choose';
}

import { useId, useState } from 'react';
import { usePage } from '../../page-context.ts';
import { CheckIcon, ChevronIcon, CloseIcon } from '../icons.tsx';
import { helpFor, nextStep, STEPS, type StepAction } from './steps.ts';

const KEPT = 'sandbox:first-steps';
/** On a phone the steps would leave no room for the conversation. */
const WIDE = '(min-width: 700px)';

/** First steps in the sandbox: each is ticked by what happened in the workspace and the portal. */
export function Checklist({ onAction }: { onAction: (action: StepAction) => void }) {
  const { snapshot, ask } = usePage();
  const { checklist } = snapshot;
  const [open, setOpen] = useState(() => startsOpen());
  const listId = useId();
  if (!checklist) return null;
  const next = nextStep(checklist);
  const hide = () => void ask('hideChecklist', {}).catch(() => undefined);
  if (next === undefined) return <Finished onClose={hide} />;
  const toggle = () => {
    localStorage.setItem(KEPT, open ? 'closed' : 'open');
    setOpen(!open);
  };
  const help = helpFor(next, checklist, snapshot);
  const title = STEPS.find(({ id }) => id === next)?.title ?? '';
  return (
    <section className="checklist" aria-label="First steps">
      <header>
        <button type="button" className="checklist-toggle" aria-expanded={open} aria-controls={listId} onClick={toggle}>
          <ChevronIcon />
          <b>First steps</b>
          <small role="status">
            {checklist.done.length} of {STEPS.length} done
          </small>
        </button>
        <button type="button" className="icon-button" title="Hide the first steps" onClick={hide}>
          <CloseIcon />
          <span className="unseen">Hide the first steps</span>
        </button>
      </header>
      <ol id={listId} hidden={!open}>
        {STEPS.map((step) => {
          const done = checklist.done.includes(step.id);
          return (
            <li key={step.id} data-done={done} aria-current={step.id === next ? 'step' : undefined}>
              <span className="checklist-mark">{done ? <CheckIcon /> : null}</span>
              {step.title}
              <span className="unseen">{done ? ': done' : ': not done yet'}</span>
            </li>
          );
        })}
      </ol>
      <div className="checklist-next">
        <p>
          <b>Next: {title}.</b> {help.hint}
        </p>
        <button type="button" className="quiet-button" onClick={() => onAction(help.action)}>
          {help.action.label}
        </button>
      </div>
    </section>
  );
}

function startsOpen(): boolean {
  const kept = localStorage.getItem(KEPT);
  return kept === null ? window.matchMedia(WIDE).matches : kept === 'open';
}

function Finished({ onClose }: { onClose: () => void }) {
  return (
    <section className="checklist checklist-finished" aria-label="First steps">
      <p role="status">
        <b>🎉 All done!</b> You created a group, had its deletion approved by a second person, and switched on trouble.
        The rest is yours to try.
      </p>
      <button type="button" className="quiet-button" onClick={onClose}>
        Close
      </button>
    </section>
  );
}

import { useId, useState } from 'react';
import type { FaultSwitch } from '../../../page-server/protocol.ts';
import { usePage } from '../../page-context.ts';

const SIDES = [
  { side: 'portal', title: 'At the portal' },
  { side: 'slack', title: 'At Slack' },
  { side: 'app', title: 'In the app' },
] as const;

/** Everything that can be made to go wrong, to see what the app makes of it. */
export function TroubleSwitches({ faults }: { faults: readonly FaultSwitch[] }) {
  const { ask } = usePage();
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState<string>();

  async function press(id: string, on: boolean): Promise<void> {
    setFailure(undefined);
    setBusy(id);
    try {
      await ask('fault', { id, on });
    } catch (error) {
      setFailure(error instanceof Error ? error.message : 'That didn’t work. Try again.');
    } finally {
      setBusy(undefined);
    }
  }

  return (
    <section className="troubles" aria-label="Trouble">
      {failure ? <p role="alert">{failure}</p> : null}
      {SIDES.map(({ side, title }) => {
        const here = faults.filter((each) => each.side === side);
        if (here.length === 0) return null;
        return (
          <section key={side}>
            <h3>{title}</h3>
            <ul>
              {here.map((fault) => (
                <li key={fault.id}>
                  <TroubleRow fault={fault} busy={busy === fault.id} onPress={(on) => void press(fault.id, on)} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </section>
  );
}

interface TroubleRowProps {
  fault: FaultSwitch;
  busy: boolean;
  onPress(on: boolean): void;
}

function TroubleRow({ fault, busy, onPress }: TroubleRowProps) {
  const { label, hint, kind, on } = fault;
  const id = useId();
  return (
    <div className="trouble">
      <p>
        <b id={`${id}-label`}>{label}</b>
        <small id={`${id}-hint`}>{hint}</small>
      </p>
      {kind === 'lasting' ? (
        <button
          type="button"
          role="switch"
          className="switch"
          aria-checked={on}
          aria-labelledby={`${id}-label`}
          aria-describedby={`${id}-hint`}
          disabled={busy}
          onClick={() => onPress(!on)}
        >
          <span>{on ? 'On' : 'Off'}</span>
        </button>
      ) : (
        <button
          type="button"
          id={`${id}-now`}
          className="quiet-button"
          aria-labelledby={`${id}-now ${id}-label`}
          aria-describedby={`${id}-hint`}
          disabled={busy}
          onClick={() => onPress(true)}
        >
          Now
        </button>
      )}
    </div>
  );
}

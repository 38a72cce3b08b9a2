import { useState } from 'react';
import { usePage } from '../../page-context.ts';
import { timeSentence } from './text.ts';

/** The date of the sandbox, and a way to the next one. */
export function TimeControls({ daysAhead }: { daysAhead: number }) {
  const { ask } = usePage();
  const [failure, setFailure] = useState<string>();

  async function pass(): Promise<void> {
    setFailure(undefined);
    try {
      await ask('passDay', {});
    } catch (error) {
      setFailure(error instanceof Error ? error.message : 'The time was not moved.');
    }
  }

  return (
    <section>
      <h3>Time</h3>
      {failure ? <p role="alert">{failure}</p> : null}
      <p role="status">{timeSentence(daysAhead)}</p>
      <p className="policy-hint">
        Requests expire, people leave on their date, reminders and the warnings of the API key’s last day are sent.
      </p>
      <button type="button" className="quiet-button" onClick={() => void pass()}>
        Let a day pass
      </button>
    </section>
  );
}

import { useEffect, useState } from 'react';
import { FIRST_PERSON } from './address.ts';

/** Switching people takes a moment that needs no message. */
const BANNER_AFTER_MS = 500;
/** Attempts before the page says what may be wrong. */
const HELP_AFTER_FAILURES = 3;

/** Says that the page has lost the sandbox; what it shows may be out of date. */
export function ConnectionBanner({ connected }: { connected: boolean }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (connected) return;
    const timer = setTimeout(() => setLate(true), BANNER_AFTER_MS);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [connected]);
  return (
    <div role="status" className="connection">
      {!connected && late ? <p>Connecting to the sandbox…</p> : null}
    </div>
  );
}

/** Shown until the sandbox answers for the first time. */
export function OutOfReach({ failures }: { failures: number }) {
  return (
    <main className="out-of-reach">
      <h1>DocSpace Groups sandbox</h1>
      <p role="status">Connecting to the sandbox…</p>
      {failures >= HELP_AFTER_FAILURES ? (
        <p>
          It does not answer. Is <code>npm run sandbox</code> still running, and is there such a person in this address?{' '}
          <a href={`?as=${FIRST_PERSON}`}>Start over</a>
        </p>
      ) : null}
    </main>
  );
}

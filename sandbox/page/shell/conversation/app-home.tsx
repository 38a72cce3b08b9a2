import { useEffect, useMemo, useState } from 'react';
import { Blocks } from '../../block-kit/blocks.tsx';
import { usePage } from '../../page-context.ts';
import { SCROLLED_BY_KEYS } from '../scrolled-by-keys.ts';

/** The app's Home tab: opening it tells the app, which publishes it for this person. */
export function AppHome() {
  const { snapshot, ask } = usePage();
  const { home, app } = snapshot;
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    ask('openHome', {}).catch((error: Error) => setFailure(error.message));
  }, [ask]);
  const viewId = home?.id ?? '';
  const place = useMemo(() => ({ kind: 'view', viewId }) as const, [viewId]);
  return (
    <section className="app-home" aria-label={`Home of ${app.name}`} {...SCROLLED_BY_KEYS}>
      {failure ? (
        <p className="composer-failure" role="alert">
          {failure}
        </p>
      ) : null}
      {home ? <Blocks blocks={home.blocks} place={place} view={home} /> : null}
      {home || failure ? null : (
        <p className="nothing">
          {app.running ? 'The app is publishing this tab…' : 'The app is stopped, so this tab is empty.'}
        </p>
      )}
    </section>
  );
}

import { useMemo } from 'react';
import { Blocks } from '../../block-kit/blocks.tsx';
import { usePage } from '../../page-context.ts';

/** The app's Home tab, as the app last drew it for this person. */
export function AppHome() {
  const { home, app } = usePage().scene;
  const viewId = home?.id ?? '';
  const place = useMemo(() => ({ kind: 'view', viewId }) as const, [viewId]);
  return (
    <section className="app-home" aria-label={`Home of ${app.name}`}>
      {home ? (
        <Blocks blocks={home.blocks} place={place} view={home} />
      ) : (
        <p className="nothing">{app.running ? 'The app draws this page…' : 'The app is stopped and draws nothing.'}</p>
      )}
    </section>
  );
}

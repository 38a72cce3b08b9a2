import { useState } from 'react';
import type { PageView } from '../../page-server/protocol.ts';
import { usePage } from '../page-context.ts';
import type { FormFields } from './form-fields.tsx';

/** What Slack says when an app does not answer a form. */
const TROUBLE_CONNECTING = 'We had some failure connecting. Try again?';

/** Sends a form: first what was typed last, then the form itself. `tried` rises when an answer has come. */
export function useSubmission(view: PageView, fields: FormFields) {
  const { ask } = usePage();
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<{ hash: string; text: string }>();
  const [tried, setTried] = useState(0);
  const fail = (text: string) => setFailure({ hash: view.hash, text });
  const submit = async () => {
    if (sending || view.submitDisabled) return;
    setSending(true);
    setFailure(undefined);
    try {
      await fields.flush();
      const taken = await ask('submit', { viewId: view.id });
      if (taken === 'unanswered') fail(TROUBLE_CONNECTING);
    } catch {
      fail(TROUBLE_CONNECTING);
    } finally {
      setSending(false);
      setTried((count) => count + 1);
    }
  };
  const banner = view.errors[''] ?? (failure?.hash === view.hash ? failure.text : undefined);
  return { submit, sending, tried, banner };
}

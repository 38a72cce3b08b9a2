import type { RefObject } from 'react';
import type { ChannelCard } from '../../../page-server/protocol.ts';
import { usePage } from '../../page-context.ts';
import { type Drafts, draftPlace } from '../composer/drafts.ts';

interface FirstRunProps {
  channel: ChannelCard;
  /** Nothing has been said here yet. */
  empty: boolean;
  drafts: Drafts;
  field: RefObject<HTMLTextAreaElement | null>;
}

/** What to try first of a command whose usage hint names it; each button puts a line into the composer and leaves sending it to the person. */
const TRIES = ['help', 'create Launch team', 'list', 'whoami'];

/** The beginning of a conversation, with something to type while it is empty. */
export function FirstRun({ channel, empty, drafts, field }: FirstRunProps) {
  const { snapshot } = usePage();
  const { kind, name } = channel;
  const { command, usageHint = '' } = snapshot.commands[0] ?? {};
  const known = usageHint.split(/\W+/);
  // Where the app takes no messages, nothing can be typed.
  const tries = channel.readOnly ? [] : TRIES.filter((line) => known.includes(line.split(' ')[0] ?? ''));
  const title = kind === 'public' ? `#${name}` : name;
  return (
    <div className="first-run">
      <h2>{empty ? `${title} is empty so far` : `The beginning of ${title}`}</h2>
      {empty && channel.readOnly ? <p>What the app sends only to you appears here.</p> : null}
      {empty && command && !channel.readOnly && tries.length === 0 ? (
        <p>
          Type <code>{`${command} ${usageHint}`.trim()}</code>.
        </p>
      ) : null}
      {empty && tries.length > 0 ? (
        <>
          <p>
            Type <code>{command} help</code>, or take one of these and press Enter:
          </p>
          <ul>
            {tries.map((line) => (
              <li key={line}>
                <button
                  type="button"
                  className="suggestion"
                  onClick={() => {
                    drafts.set(draftPlace(snapshot.me, channel.id), `${command} ${line}`);
                    field.current?.focus();
                  }}
                >
                  {command} {line}
                </button>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}

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
  const tries = TRIES.filter((words) => known.includes(words.split(' ')[0] ?? ''));
  const title = kind === 'public' ? `#${name}` : name;
  return (
    <div className="first-run">
      <h2>{empty ? `${title} is empty so far` : `The beginning of ${title}`}</h2>
      {empty && command && tries.length === 0 ? (
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
            {tries.map((words) => (
              <li key={words}>
                <button
                  type="button"
                  className="suggestion"
                  onClick={() => {
                    drafts.set(draftPlace(snapshot.me, channel.id), `${command} ${words}`);
                    field.current?.focus();
                  }}
                >
                  {command} {words}
                </button>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}

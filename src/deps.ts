import type { Access } from './access/index.ts';
import type { Approvals } from './approvals/index.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { DocSpace } from './docspace/index.ts';
import type { Log } from './log.ts';
import type { Guard } from './slack/guard.ts';
import type { Messenger, SlackClient } from './slack/messenger.ts';

/** All that a listener may touch. */
export interface Deps {
  config: Config;
  docspace: DocSpace;
  access: Access;
  approvals: Approvals;
  slack: SlackClient;
  messenger: Messenger;
  guard: Guard;
  clock: Clock;
  log: Log;
}

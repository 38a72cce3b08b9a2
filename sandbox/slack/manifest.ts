import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/** What the workspace needs to know of an app's manifest. */
export interface Manifest {
  botName: string;
  commands: { command: string; description: string; usageHint: string; shouldEscape: boolean }[];
  shortcuts: { name: string; callbackId: string; type: string; description: string }[];
  botScopes: string[];
  /** Scopes that whoever installs the app may leave out. */
  optionalBotScopes?: string[];
  botEvents: string[];
  homeTab: boolean;
  /** People and the app can write to each other directly. */
  messagesTab: boolean;
  /** People cannot write to the app there, commands included. */
  messagesTabReadOnly: boolean;
}

const manifest = z.object({
  display_information: z.object({ name: z.string() }),
  features: z.object({
    app_home: z
      .object({
        home_tab_enabled: z.boolean().default(false),
        messages_tab_enabled: z.boolean().default(false),
        messages_tab_read_only_enabled: z.boolean().default(false),
      })
      .optional(),
    bot_user: z.object({ display_name: z.string() }),
    slash_commands: z
      .array(
        z.object({
          command: z.string(),
          description: z.string(),
          usage_hint: z.string().default(''),
          should_escape: z.boolean().default(false),
        }),
      )
      .default([]),
    shortcuts: z
      .array(z.object({ name: z.string(), type: z.string(), callback_id: z.string(), description: z.string() }))
      .default([]),
  }),
  oauth_config: z.object({
    scopes: z.object({ bot: z.array(z.string()), bot_optional: z.array(z.string()).default([]) }),
  }),
  settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).optional() }),
});

/** Reads a manifest file, as Slack does when the app is installed. */
export function readManifest(path: string | URL): Manifest {
  const { features, oauth_config, settings } = manifest.parse(parse(readFileSync(path, 'utf8')));
  return {
    botName: features.bot_user.display_name,
    commands: features.slash_commands.map((command) => ({
      command: command.command,
      description: command.description,
      usageHint: command.usage_hint,
      shouldEscape: command.should_escape,
    })),
    shortcuts: features.shortcuts.map(({ callback_id, ...shortcut }) => ({ ...shortcut, callbackId: callback_id })),
    botScopes: oauth_config.scopes.bot,
    optionalBotScopes: oauth_config.scopes.bot_optional,
    botEvents: settings.event_subscriptions?.bot_events ?? [],
    homeTab: features.app_home?.home_tab_enabled ?? false,
    messagesTab: features.app_home?.messages_tab_enabled ?? false,
    messagesTabReadOnly: features.app_home?.messages_tab_read_only_enabled ?? false,
  };
}

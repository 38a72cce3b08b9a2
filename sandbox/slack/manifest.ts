import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/** What the workspace needs to know of an app's manifest. */
export interface Manifest {
  botName: string;
  commands: { command: string; description: string; usageHint: string; shouldEscape: boolean }[];
  shortcuts: { name: string; callbackId: string; type: string; description: string }[];
  botScopes: string[];
  /** Scopes that can be left out when the app is installed. */
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
  features: z
    .object({
      app_home: z
        .object({
          home_tab_enabled: z.boolean().default(false),
          messages_tab_enabled: z.boolean().default(false),
          messages_tab_read_only_enabled: z.boolean().default(false),
        })
        .optional(),
      bot_user: z.object({ display_name: z.string() }).optional(),
      slash_commands: z
        .array(
          z.object({
            command: z.string().startsWith('/'),
            description: z.string(),
            usage_hint: z.string().default(''),
            should_escape: z.boolean().default(false),
          }),
        )
        .default([]),
      shortcuts: z
        .array(
          z.object({
            name: z.string(),
            type: z.enum(['global', 'message']),
            callback_id: z.string(),
            description: z.string(),
          }),
        )
        .default([]),
    })
    .prefault({}),
  oauth_config: z
    .object({
      scopes: z
        .object({ bot: z.array(z.string()).default([]), bot_optional: z.array(z.string()).default([]) })
        .prefault({}),
    })
    .prefault({}),
  settings: z
    .object({ event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).optional() })
    .prefault({}),
});

/** A file that is no app manifest; the message says why, for the person who named it. */
export class ManifestRefused extends Error {}

/**
 * Reads a manifest file, YAML or JSON, as Slack does when the app is installed.
 * @throws ManifestRefused
 */
export function readManifest(path: string | URL): Manifest {
  const { display_information, features, oauth_config, settings } = parsed(path);
  return {
    botName: features.bot_user?.display_name ?? display_information.name,
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

function parsed(path: string | URL): z.infer<typeof manifest> {
  const read = manifest.safeParse(contentOf(path));
  if (read.success) return read.data;
  const faults = read.error.issues.map((issue) => `  ${issue.path.join('.') || 'the file'}: ${issue.message}`);
  throw new ManifestRefused(`${path} is not the manifest of a Slack app:\n${faults.join('\n')}`);
}

function contentOf(path: string | URL): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new ManifestRefused(`${path} cannot be read. Check that the file is there.`);
  }
  try {
    return parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : 'it cannot be parsed';
    throw new ManifestRefused(`${path} is neither YAML nor JSON: ${why}`);
  }
}

/** The channel and timestamp of a message. */
export interface MessagePlace {
  channel: string;
  ts: string;
}

/**
 * The URL of a message, as chat.getPermalink returns it, but without an API call.
 * @param workspaceUrl the `url` of auth.test; undefined while it is not known
 */
export function permalinkOf({ channel, ts }: MessagePlace, workspaceUrl: string | undefined): string | undefined {
  return workspaceUrl && new URL(`archives/${channel}/p${ts.replace('.', '')}`, workspaceUrl).href;
}

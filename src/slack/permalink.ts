/** Where a message is. */
export interface MessagePlace {
  channel: string;
  ts: string;
}

/**
 * The address of a message, as chat.getPermalink gives it, without a call for each.
 * @param workspaceUrl the workspace's own address, as auth.test tells it; undefined while that is not known
 */
export function permalinkOf({ channel, ts }: MessagePlace, workspaceUrl: string | undefined): string | undefined {
  return workspaceUrl && new URL(`archives/${channel}/p${ts.replace('.', '')}`, workspaceUrl).href;
}

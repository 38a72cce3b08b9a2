/** The app an app-level token is for: `xapp-1-A012ABC-…`; undefined where its form does not tell. */
export function appIdOf(appToken: string): string | undefined {
  return /^xapp-\d+-(A[A-Z0-9]+)-/.exec(appToken)?.[1];
}

/** The app id in an app-level token (`xapp-1-A012ABC-…`); undefined if it has another format. */
export function appIdOf(appToken: string): string | undefined {
  return /^xapp-\d+-(A[A-Z0-9]+)-/.exec(appToken)?.[1];
}

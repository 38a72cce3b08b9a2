import { existsSync } from 'node:fs';

/** The project's folder as a URL: the sandbox runs from its sources in tests and from `dist` otherwise. */
export const PROJECT_ROOT = upwards(new URL('.', import.meta.url));

function upwards(folder: URL): URL {
  const parent = new URL('..', folder);
  if (existsSync(new URL('manifest.yml', folder)) || parent.href === folder.href) return folder;
  return upwards(parent);
}

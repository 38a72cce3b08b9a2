/**
 * Runs before `npm start` and the tools: builds the app where the compiler is installed, else takes the build that is
 * there. It is plain JavaScript, as nothing is built yet when it runs.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../', import.meta.url);
const pathOf = (path) => fileURLToPath(new URL(path, ROOT));

/** How to come to a build in an installation for production. */
const HOW_TO_BUILD = `Run these three, then start again:
  npm ci --include=dev
  npm run build
  npm prune --omit=dev`;

/** Why the build cannot be used; undefined where it can. */
function whatIsMissing() {
  if (!existsSync(pathOf('node_modules'))) return 'nothing is installed yet. Run npm ci, then start again.';
  if (existsSync(pathOf('node_modules/typescript'))) return undefined;
  const without = 'this installation is without the compiler (NODE_ENV=production or --omit=dev leaves it out)';
  if (!existsSync(pathOf('dist/src/main.js'))) return `the app is not built yet, and ${without}. ${HOW_TO_BUILD}`;
  if (newestSource() > statSync(pathOf('dist/src/main.js')).mtimeMs)
    return `the app was updated after its last build, and ${without}. ${HOW_TO_BUILD}`;
  return undefined;
}

/** When the sources were last changed, as milliseconds; 0 where a build was installed without them. */
function newestSource() {
  const folder = pathOf('src');
  if (!existsSync(folder)) return 0;
  const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.ts'));
  return Math.max(0, ...files.map((file) => statSync(`${folder}/${file}`).mtimeMs));
}

const missing = whatIsMissing();
if (missing !== undefined) {
  process.stderr.write(`DocSpace Groups can’t start: ${missing}\n`);
  process.exitCode = 1;
} else if (existsSync(pathOf('node_modules/typescript'))) {
  const npm = process.env.npm_execpath;
  const [command, ...args] = npm === undefined ? ['npm'] : [process.execPath, npm];
  const build = spawnSync(command, [...args, 'run', '--silent', 'build'], { cwd: pathOf('.'), stdio: 'inherit' });
  process.exitCode = build.status ?? 1;
}

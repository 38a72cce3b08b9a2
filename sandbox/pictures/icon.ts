import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { PROJECT_ROOT } from '../project-root.ts';
import { FOLDER } from './take.ts';

/** Draws the app's icon as Slack takes it: a square PNG of 512 to 2,000 pixels. */
export async function drawIcon(): Promise<void> {
  const drawing = fileURLToPath(new URL('docs/icon.svg', PROJECT_ROOT));
  await sharp(drawing).resize(1024, 1024).png({ palette: true }).toFile(join(FOLDER, 'icon.png'));
  process.stdout.write('docs/pictures/icon.png\n');
}

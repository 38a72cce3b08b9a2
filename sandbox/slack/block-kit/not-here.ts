import type { Surface } from './blocks.ts';

/**
 * Blocks that Slack takes on a surface and this workspace does not show (as probed on Slack's own
 * `blocks.validate` by the authors of slackblocks).
 */
export const BLOCKS_NOT_HERE: Readonly<Record<Surface, readonly string[]>> = {
  message: [
    'card',
    'carousel',
    'container',
    'context_actions',
    'data_table',
    'data_visualization',
    'file',
    'plan',
    'table',
    'task_card',
    'video',
  ],
  modal: ['alert', 'card', 'video'],
  home: ['card', 'carousel', 'container', 'data_table', 'data_visualization', 'table', 'video'],
};

/** Elements that Slack takes wherever it takes the other one, and this workspace does not. */
const ELEMENTS_NOT_HERE: Readonly<Record<string, string>> = {
  file_input: 'plain_text_input',
  workflow_button: 'button',
};

/** Whether Slack would take a type where this workspace takes only these. */
export function drawnElsewhere(type: string, taken: readonly string[], surface: Surface | undefined): boolean {
  const elements = ELEMENTS_NOT_HERE[type];
  if (elements !== undefined) return taken.includes(elements);
  return surface !== undefined && taken.includes('section') && BLOCKS_NOT_HERE[surface].includes(type);
}

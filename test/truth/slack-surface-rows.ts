import { modal, plain, textField } from '../sandbox/slack/stage.ts';
import type { Asked } from './slack-row.ts';

const part = { type: 'rich_text_section', elements: [{ type: 'text', text: 'Words' }] };

/** A block of each type that the stand-in draws. */
const DRAWN: Readonly<Record<string, object>> = {
  actions: { elements: [{ type: 'button', text: plain('Go') }] },
  context: { elements: [plain('Words')] },
  divider: {},
  header: { text: plain('Words') },
  image: { image_url: 'https://a.example/a.png', alt_text: 'A picture' },
  input: (({ type: _, ...rest }) => rest)(textField('a')),
  markdown: { text: '**Words**' },
  rich_text: { elements: [part] },
  section: { text: plain('Words') },
};

const EVERYWHERE = [
  'actions',
  'card',
  'context',
  'divider',
  'header',
  'image',
  'input',
  'rich_text',
  'section',
  'video',
];
const BIG = ['carousel', 'container', 'data_table', 'data_visualization', 'table'];
const OF_MESSAGES = ['context_actions', 'file', 'markdown', 'plan', 'task_card'];
/** Block types by surface (slack-platform §2.2). */
const TAKEN = {
  message: [...EVERYWHERE, ...BIG, ...OF_MESSAGES],
  modal: [...EVERYWHERE, 'alert'],
  home: [...EVERYWHERE, ...BIG],
} as const;
const ALL = [...EVERYWHERE, ...BIG, ...OF_MESSAGES, 'alert'];

/** One type of block on one surface. */
export interface SurfaceRow {
  type: string;
  surface: keyof typeof TAKEN;
  asked: Asked;
  /** `taken` by Slack and drawn here, `not here` of what Slack alone takes, `refused` by Slack. */
  fate: 'taken' | 'not here' | 'refused';
}

function onSurface(surface: SurfaceRow['surface'], block: object): Asked {
  if (surface === 'message') return { blocks: [block] };
  return { view: surface === 'modal' ? modal([block]) : { type: 'home', blocks: [block] } };
}

export const SURFACE_ROWS: readonly SurfaceRow[] = (['message', 'modal', 'home'] as const).flatMap((surface) =>
  ALL.map((type): SurfaceRow => {
    const asked = onSurface(surface, { type, ...DRAWN[type] });
    if (!TAKEN[surface].includes(type)) return { type, surface, asked, fate: 'refused' };
    return { type, surface, asked, fate: DRAWN[type] ? 'taken' : 'not here' };
  }),
);

import { assertCanStart, CannotStart, type Finding } from '../../src/checks/index.ts';

const finding = (level: Finding['level'], text: string, remedy?: string): Finding => ({
  subject: 'Slack',
  level,
  text,
  ...(remedy === undefined ? {} : { remedy }),
});

describe('what a start makes of the findings', () => {
  const judged = (findings: Finding[]) => {
    const logged: string[] = [];
    const log = {
      info: (text: string) => logged.push(`info ${text}`),
      warn: (text: string) => logged.push(`warn ${text}`),
    };
    try {
      assertCanStart(findings, log);
      return { logged };
    } catch (error) {
      if (!(error instanceof CannotStart)) throw error;
      return { logged, list: error.message.split('\n') };
    }
  };

  it('logs what can pass and what is worth knowing, and goes on', () => {
    expect(judged([finding('ok', 'A.'), finding('note', 'B.'), finding('warning', 'C.', 'Do D.')])).toEqual({
      logged: ['info B.', 'warn C. Do D.'],
    });
  });

  it('stops with the list of everything that cannot work, a line each with its remedy', () => {
    expect(judged([finding('fault', 'A.', 'Do B.'), finding('warning', 'C.'), finding('fault', 'D.')])).toEqual({
      logged: ['warn C.'],
      list: ['DocSpace Groups can’t start:', '  A. Do B.', '  D.', 'To check all of it again, run: npm run doctor'],
    });
  });
});

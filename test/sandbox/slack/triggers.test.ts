import { modal, type Stage, startStage } from './stage.ts';

describe('triggers', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  const open = (trigger_id: string) => stage.api('views.open', { trigger_id, view: modal([]) });

  it('open a view within three seconds, for whoever did something', async () => {
    const trigger = await stage.trigger();
    await stage.clock.advance(3_000);
    expect((await open(trigger)).ok).toBe(true);
    expect(stage.workspace.state.modals.get('U0ANA')).toHaveLength(1);
    expect(stage.workspace.state.modals.has('U0BO')).toBe(false);
  });

  it('expire after that', async () => {
    const trigger = await stage.trigger();
    await stage.clock.advance(3_001);
    expect((await open(trigger)).error).toBe('expired_trigger_id');
  });

  it('work once', async () => {
    const trigger = await stage.trigger();
    await open(trigger);
    expect((await open(trigger)).error).toBe('exchanged_trigger_id');
  });

  it('cannot be made up', async () => {
    expect((await open('1.2.3')).error).toBe('invalid_trigger_id');
  });

  it('come with a shortcut too', async () => {
    await stage.bo.useShortcut('new_desk');
    expect(stage.app.last().payload).toMatchObject({ type: 'shortcut', callback_id: 'new_desk', user: { id: 'U0BO' } });
    expect((await open(stage.app.last().payload.trigger_id ?? '')).ok).toBe(true);
    await expect(stage.bo.useShortcut('nothing')).rejects.toThrow('The app has no shortcut “nothing”.');
  });

  it('push only onto the modal they were minted in', async () => {
    await stage.open(modal([]));
    const elsewhere = await stage.trigger();
    expect((await stage.api('views.push', { trigger_id: elsewhere, view: modal([]) })).error).toBe('not_found');
  });
});

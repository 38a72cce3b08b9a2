import { describePlayed, type Tab } from '../helpers/browser.ts';

describePlayed(
  'what is not allowed, and what does not work right now',
  (play) => {
    const text = async (tab: Tab, heading: string) => (await (await tab.form(heading)).textContent()) ?? '';

    it('names two admins who can do it to a User and a Room admin, and nobody to a stranger', async () => {
      const tab = await play().tab('ines');
      for (const name of ["Ines O'Neil", 'Tomas Keller']) {
        if (name !== "Ines O'Neil") await tab.actsAs(name);
        await tab.types('/docspace-group whoami');
        await tab.sees(`In DocSpace you are ${name}`);
      }
      // Who the admins are is read again when the app starts.
      await play().app.stop();
      await play().app.start();

      await tab.actsAs('Una Berg');
      await tab.types('/docspace-group create Launch team');
      await tab.page.getByText('You can’t create groups').waitFor();
      expect(await text(tab, 'New DocSpace group')).toContain(
        "Room admins can request changes to groups; you are a User. Ines O'Neil and Tomas Keller can.",
      );
      await tab.press('Close');

      await tab.actsAs('Sven Holm');
      await tab.types('/docspace-group list');
      const told = await tab.sees('You belong to another Slack organization.');
      expect(await told.textContent()).not.toMatch(/Ines|Tomas/);
    });

    it('says of an outage that it is not something the user did, and whom to send its code', async () => {
      const tab = await play().tab('ravi');
      await tab.portal.getByRole('button', { name: 'Trouble' }).click();
      await tab.portal.getByRole('switch', { name: 'Portal down' }).click();
      await tab.types('/docspace-group get Design');
      const told = await tab.sees('DocSpace can’t be reached right now.');
      const words = (await told.textContent()) ?? '';
      expect(words).toContain('It’s not something you did. Try again in a minute.');
      expect(words).toMatch(/If it keeps happening, send this code to @?Ines O'Neil: [2-9A-Z]{6}/);
    });
  },
  { supportContact: { user: 'U0INES' } },
);

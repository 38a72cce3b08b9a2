/** What `help` says of the command. */
export const SUMMARY = 'which DocSpace account is yours, and what you can do';
export const DETAILS = ['The app finds you by the confirmed e-mail of your Slack account. Only you see the answer.'];

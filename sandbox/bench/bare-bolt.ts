import bolt from '@slack/bolt';

/** The least that a Bolt app in Socket Mode is, as a process of its own: one command. It says `ready` once it is connected. */
const { SLACK_BOT_TOKEN: token, SLACK_APP_TOKEN: appToken, SLACK_API_URL: slackApiUrl } = process.env;
const app = new bolt.App({ token, appToken, socketMode: true, clientOptions: { slackApiUrl } });
app.command('/docspace-group', ({ ack }) => ack('Hello.'));
await app.start();
process.stdout.write('ready\n');
process.on('SIGTERM', () => void app.stop().then(() => process.exit(0)));

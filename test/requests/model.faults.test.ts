import { liveThrough } from './model.ts';

describe('requests while DocSpace, Slack and the process fail', () => liveThrough(150));

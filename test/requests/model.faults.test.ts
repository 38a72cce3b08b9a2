import { liveThrough } from './model.ts';

describe('requests in any weather', () => liveThrough(150));

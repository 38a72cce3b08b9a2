import { liveThrough } from './model.ts';

describe('a deletion request in any weather', () => liveThrough(4));

import type { webApi } from '@slack/bolt';
import type { Block } from './blocks.ts';

/** The Web API client of Bolt. */
export type SlackClient = webApi.WebClient;

/** The fetch that a client of the Web API uses. */
export type SlackFetch = NonNullable<webApi.WebClientOptions['fetch']>;

/** A message: blocks, and the same content as full sentences for notifications and screen readers. */
export interface Message {
  /** mrkdwn; escape users' text. */
  text: string;
  blocks: Block[];
}

import { silentLogger } from '../../../../src/base/logger';
import { Conversation } from '../../../../src/client/conversation/conversation';
import type { LinkContext } from '../../../../src/client/link/link';
import { DEFAULT_LIMITS } from '../../../../src/protocol/wire/limits';
import type { RoomEvent } from '../../../../src/protocol/wire/messages';
import { inParts } from '../../../support/work';
import { ManualClock } from '../manualClock';

const MESSAGES = 5000;

const context = { clock: new ManualClock(), timeouts: { pendingMs: 1000 }, logger: silentLogger };
const conversation = new Conversation(context as unknown as LinkContext);
const room = { id: 'r', name: 'Lab', kind: 'native', access: 'open', limits: DEFAULT_LIMITS } as const;
const joined = { room, name: 'ann', self: 'ann', seq: 0, resumed: false, oldest: 1 };
conversation.joined({ ...joined, members: [], history: [] }, undefined);

let seq = 0;
const take = (event: object, i: number): void => {
  const by = { at: 1, from: `name ${i}`, by: `m${i}`, seq: ++seq };
  conversation.events([{ ...by, ...event } as RoomEvent]);
};
for (let i = 0; i < MESSAGES; i++) take({ verb: 'say', text: `${i}` }, i);
// a reaction names the first who put it there, so the first are less work than all others
for (let i = 0; i < 60; i++) take({ verb: 'react', of: MESSAGES, emoji: '👍', on: true }, -i);

const another = (i: number): number => 1 + (i % MESSAGES);

export const parts = inParts({
  'react to one message': (i) => take({ verb: 'react', of: MESSAGES, emoji: '👍', on: true }, i),
  'react to one message, and take it back': (i) =>
    take({ verb: 'react', of: 1, emoji: '👍', on: i % 2 === 0 }, Math.floor(i / 2)),
  'react, each to another message': (i) => take({ verb: 'react', of: another(i), emoji: '🎉', on: true }, i),
  'edit, each another message': (i) => take({ verb: 'edit', of: another(i), text: 'new' }, i),
  'take back, each another message': (i) => take({ verb: 'remove', of: 1 + i }, i),
});

import type { RoomFacts } from '../../../../src/editor/session/sessionState';

/** A room that this window hosts. */
export const facts: RoomFacts = {
  ...{ id: 'r', publicKey: 'proven' },
  ...{ name: 'Workshop', address: '127.0.0.1:9999', isBasic: false, isHosted: true, access: 'private' },
  ...{ isLocked: true, isSaved: true, isKept: true, host: 'Alice', memberCount: 3 },
  ...{ maxTextBytes: 1000, maxCodeBytes: 2000 },
};

// npm run mutate: plants bugs on purpose, one at a time, in a copy of the sources, and sees each one caught by the
// model of test/unit/model, or by the unit test that is named: by an assertion of it that fails. A bug that makes the
// program fall over shows nothing of the tests, and is an error. Exits 1 if one is missed.
//   npm run mutate -- resume    only those whose name has this in it
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, transform } from 'esbuild';
import { ROOT } from './paths.mjs';

/** The search for a counterexample ends here; most are found in the first dozens. */
const RUNS = 1500;
/** The longest that the tests of one planted bug may take. */
const RUN_TIMEOUT_MS = 300_000;
/** Without a bug, so many must go well. */
const SOUND_RUNS = 200;
const MODEL = 'test/unit/model/rooms.test.js';
/** @satisfies {import('esbuild').TransformOptions} */
const NODE = /** @type {const} */ ({
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  logLevel: 'warning',
});

/**
 * `find` must stand in `file` exactly once: a mutation that is no longer one fails loudly.
 * @typedef {{ name: string, file: string, find: string, put: string, test?: string }} Mutation
 */

/** @type {readonly Mutation[]} */
const MUTATIONS = [
  {
    name: 'no dedupe of repeated ids',
    file: 'src/server/room/room.ts',
    find: 'const earlier = id === undefined ? undefined : this.log.duplicate(member.memberId, id);',
    put: "const earlier = undefined as ReturnType<EventLog['duplicate']>;",
  },
  {
    name: 'ids are forgotten by a restart',
    file: 'src/server/room/eventLog.ts',
    find: 'for (const event of latest) this.remember(event);',
    put: '',
    test: 'test/unit/server/history/history.test.js',
  },
  {
    name: 'what git runs can be reached by another spelling',
    file: 'src/editor/code/pathInWorkspace.ts',
    find: ".replaceAll(/\\p{Default_Ignorable_Code_Point}/gu, '')",
    put: '',
    test: 'test/unit/editor/code/pathInWorkspace.test.js',
  },
  {
    name: 'a slow rule for secrets holds up the editor',
    file: 'src/editor/guard/guardJob.ts',
    find: 'const timer = clock.after(timeoutMs, () => end(undefined));',
    put: 'const timer = clock.after(timeoutMs, () => undefined);',
    test: 'test/unit/editor/guard/guardJob.test.js',
  },
  {
    name: 'who takes the place of a room is told who comes',
    file: 'src/client/link/handshake.ts',
    find: "publicKey !== undefined && (exchange === 'legacy' ||",
    put: "publicKey !== undefined && exchange !== 'legacy' && (exchange.room === '' ||",
    test: 'test/unit/client/chatClient.identity.test.js',
  },
  {
    name: 'who takes the place of a room puts its people out',
    file: 'src/client/link/handshake.ts',
    find: 'throw isSaid &&',
    put: 'throw !isSaid &&',
    test: 'test/unit/client/chatClient.identity.test.js',
  },
  {
    name: 'a proof counts on any connection',
    file: 'src/server/admission/identify.ts',
    find: "!exchange || !isSigned(proof.member, proof.key, 'member', exchange)",
    put: '!exchange',
    test: 'test/unit/server/admission/identify.test.js',
  },
  {
    name: 'the token of a key counts without it',
    file: 'src/server/admission/roomIdentity.ts',
    find: "this.derive('keyed token', memberId)",
    put: "this.derive('token', memberId)",
    test: 'test/unit/server/admission/identify.test.js',
  },
  {
    name: 'a planted history is used',
    file: 'src/server/history/disk.ts',
    find: ': whyOpenNotOurs(fd, file);',
    put: ': undefined;',
    test: 'test/unit/server/history/openHistory.othersFiles.test.js',
  },
  {
    name: 'what lies where others can exchange it is used',
    file: 'src/base/ours.ts',
    find: 'const problem = isShared ? undefined : problemOf(at, status, own);',
    put: 'const problem = isShared || left.length > 0 ? undefined : problemOf(at, status, own);',
    test: 'test/unit/base/ours.test.js',
  },
  {
    name: 'a lock lies in a folder of others',
    file: 'src/server/history/fileLock.ts',
    find: '  mustBeOurs(folder);\n',
    put: '',
    test: 'test/unit/server/history/fileLock.othersFiles.test.js',
  },
  {
    name: 'seq reused after a restart',
    file: 'src/server/history/history.ts',
    find: 'isNew ? 0 : seq + SEQ_GAP + missable(seq, clock.date() - at)',
    put: 'Math.max(0, seq - 2)',
  },
  {
    name: 'seqs of a lost history given out again',
    file: 'src/server/history/history.ts',
    find: 'isNew ? 0 : seq + SEQ_GAP + missable(seq, clock.date() - at)',
    put: 'seq',
  },
  {
    name: 'clock: history is deleted by what it says',
    file: 'src/server/history/historyClock.ts',
    find: 'return this.state.sure + this.clock.now() - this.lookedAt;',
    put: 'return this.clock.date();',
    test: 'test/unit/server/history/historyClock.test.js',
  },
  {
    name: 'clock: one that is behind begins the order anew',
    file: 'src/server/history/history.ts',
    find: 'ms < 0 ? TEN_YEARS_MS * (1 + Math.random()) : ms',
    put: 'Math.max(0, ms)',
    test: 'test/unit/server/history/historyClock.test.js',
  },
  {
    name: 'clock: what a wrong one hid stays hidden',
    file: 'src/server/history/retention.ts',
    find: 'if (isBack) floor.below = 0;',
    put: 'if (isBack) return;',
    test: 'test/unit/server/history/historyClock.test.js',
  },
  {
    name: 'clock: it is believed although it went back meanwhile',
    file: 'src/base/sureDate.ts',
    find: 'Math.min(Math.abs(ahead), Math.abs(before.ahead))',
    put: 'Math.abs(before.ahead)',
    test: 'test/unit/base/sureDate.test.js',
  },
  {
    name: 'clock: what lasts is measured by the date',
    file: 'src/client/retrySchedule.ts',
    find: 'const now = this.clock.now();',
    put: 'const now = this.clock.date();',
    test: 'test/unit/client/retrySchedule.test.js',
  },
  {
    name: 'clock: later days stand under the date of one from the future',
    file: 'webview/state/rows.ts',
    find: 'entryDay > day || entry.at < day - JITTER_MS',
    put: 'entryDay > day',
    test: 'test/unit/webview/state/rows.test.js',
  },
  {
    name: 'clock: a room joined now is forgotten for those of one that was ahead',
    file: 'src/editor/storage/recordFolder.ts',
    find: 'b.order - a.order || b.record.at - a.record.at',
    put: 'b.record.at - a.record.at',
    test: 'test/unit/editor/recents/recentRooms.test.js',
  },
  {
    name: 'who has seen a lost history is resumed',
    file: 'src/server/sessions/welcome.ts',
    find: ' && log.isKnown(resume.seq)',
    put: '',
  },
  {
    name: 'admission: a request without its version is none',
    file: 'src/protocol/dialects/foreignProtocols.ts',
    find: ' || REQUESTS.some((request) => request.test(text))',
    put: '',
    test: 'test/unit/protocol/dialects/dialect.test.js',
  },
  {
    name: 'admission: what binary protocols begin with is a name',
    file: 'src/protocol/dialects/foreignProtocols.ts',
    find: 'controls.length > 1 || line.search(CONTROL) === 0 || ',
    put: '',
    test: 'test/unit/protocol/dialects/dialect.test.js',
  },
  {
    name: 'admission: a request that TCP has cut is judged in parts',
    file: 'src/server/sessions/opening.ts',
    find: 'const bytes = Buffer.concat(this.chunks);',
    put: 'const bytes = chunk;',
    test: 'test/unit/server/sessions/opening.test.js',
  },
  {
    name: 'admission: the first key is the name',
    file: 'src/server/sessions/opening.ts',
    find: 'this.limits.keyTimeoutMs > 0 && isKeystroke(first)',
    put: 'this.limits.keyTimeoutMs < 0 && isKeystroke(first)',
    test: 'test/unit/server/sessions/opening.test.js',
  },
  {
    name: 'admission: who was not greeted is waited for like somebody who types',
    file: 'src/server/sessions/opening.ts',
    find: 'this.isGreeted || beginsMethod(first, 1)',
    put: 'true',
    test: 'test/unit/server/sessions/opening.test.js',
  },
  {
    name: 'admission: the many of one address put out the few of another',
    file: 'src/server/admission/connectionSlots.ts',
    find: 'unnamed.size < most || (unnamed.size === most && oldest[1] > earliest)',
    put: '(most > 0 && oldest[1] > earliest)',
    test: 'test/unit/server/admission/connectionSlots.test.js',
  },
  {
    name: 'admission: the name of who may come back is given away at once',
    file: 'src/server/room/nameWaitlist.ts',
    find: 'mayReturn && this.graceMs > 0',
    put: 'mayReturn && this.graceMs < 0',
    test: 'test/unit/server/room/nameWaitlist.test.js',
  },
  {
    name: 'the room is another after a restart',
    file: 'src/server/chatServer.ts',
    find: 'new RoomIdentity(history?.secret, history?.roomId)',
    put: 'new RoomIdentity()',
  },
  {
    name: 'what a killed server has written is not synced by the next one',
    file: 'src/server/history/history.ts',
    find: '// the previous server may have been killed before it could\n    this.sync();',
    put: '',
  },
  {
    name: 'what waited for the disk is not saved',
    file: 'src/server/history/history.ts',
    find: 'this.file.append(waited);',
    put: '',
  },
  {
    name: 'nobody is told that what is said is saved again',
    file: 'src/server/history/history.ts',
    find: "this.logger.warn('history: saved again');\n    this._onDidChange.fire();",
    put: '',
  },
  {
    name: 'who comes later is not told that nothing is saved',
    file: 'src/server/sessions/welcome.ts',
    find: 'unsaved: log.isUnsaved || undefined,',
    put: '',
  },
  {
    name: 'who has missed what could not be kept is resumed',
    file: 'src/server/history/history.ts',
    find: 'seq >= this.lost && ',
    put: '',
  },
  {
    name: 'direct messages on the disk',
    file: 'src/server/history/history.ts',
    find: 'if (recipientOf(event) === undefined) return this.save(event);',
    put: 'if (event) return this.save(event);',
  },
  {
    name: 'direct messages shown to everybody who comes back',
    file: 'src/server/delivery/member.ts',
    find: 'return to === undefined || to === memberId || event.by === memberId;',
    put: 'return true;',
  },
  {
    name: 'a removed text served again after a restart',
    file: 'src/server/history/historyFile.ts',
    find: "if (verb === 'remove' && (isHere",
    put: "if (verb === 'edit' && (isHere",
  },
  {
    name: 'a removed text served again where the removal is not read',
    file: 'src/server/history/historyFile.ts',
    find: 'for (const seq of indexed ?? []) this.removed.add(seq);',
    put: '',
    test: 'test/unit/server/history/savedIndex.test.js',
  },
  {
    name: 'an index of what stood elsewhere is believed',
    file: 'src/server/history/savedIndex.ts',
    find: 'mark.output.index.start === start',
    put: 'true',
    test: 'test/unit/server/history/savedIndex.test.js',
  },
  {
    name: 'a removed text still in the file after compaction',
    file: 'src/server/history/historyCopy.ts',
    find: ': this.isRemoved(record) ? blank(record) : record;',
    put: ': record;',
  },
  {
    name: 'noise pushes what was said out of memory',
    file: 'src/server/room/eventLog.ts',
    find: 'const count = isPassing ? events.length - i : saidCount;',
    put: 'const count = events.length - i;',
    test: 'test/unit/server/room/eventLog.noise.test.js',
  },
  {
    name: 'noise pushes what was said out of the file',
    file: 'src/server/history/retention.ts',
    find: 'isNoise(record) ? shares.noise : shares.said',
    put: 'shares.noise',
    test: 'test/unit/server/history/history.noise.test.js',
  },
  {
    name: 'noise that left the file looks like a start of the room',
    file: 'src/server/history/historyCopy.ts',
    find: 'record.seq - last.seq >= MARK_AFTER_SEQS',
    put: 'false',
    test: 'test/unit/server/history/history.noise.test.js',
  },
  {
    name: 'one member pushes out the ids of all others',
    file: 'src/server/room/dedupeWindow.ts',
    find: 'this.keepLatest();',
    put: '',
    test: 'test/unit/server/room/dedupeWindow.test.js',
  },
  {
    name: 'who comes again has a new budget',
    file: 'src/server/admission/budgets.ts',
    find: 'this.budgets.set(owner, made);',
    put: '',
    test: 'test/unit/server/admission/budgets.test.js',
  },
  {
    name: 'a storm of newcomers keeps a member from coming back',
    file: 'src/server/admission/budgets.ts',
    find: 'const ownMs = sharedMs === 0 || !own ? Infinity : own.waitMs(now);',
    put: 'const ownMs = Infinity;',
    test: 'test/unit/server/admission/budgets.test.js',
  },
  {
    name: 'who has hung up keeps others waiting at the door',
    file: 'src/server/connection.ts',
    find: 'if (!this.awaitsEntry) this.socket.pause();',
    put: 'this.socket.pause();',
    test: 'test/unit/server/chatServer.waiting.test.js',
  },
  {
    name: 'a budget is forgotten before it is full',
    file: 'src/server/admission/budgets.ts',
    find: 'if (budget.isAsNew(now)) this.budgets.delete(owner);',
    put: 'this.budgets.delete(owner);',
    test: 'test/unit/server/admission/budgets.test.js',
  },
  {
    name: 'who floods leaves nobody at its address a word',
    file: 'src/server/admission/budgets.ts',
    find: 'const ownMs = sharedMs === 0 ? 0 : member.bytes.waitMs(now, bytes);',
    put: 'const ownMs = sharedMs;',
    test: 'test/unit/server/admission/budgets.test.js',
  },
  {
    name: 'a long text costs its author no more than a short one',
    file: 'src/server/admission/budgets.ts',
    find: 'Math.max(0, bytes / BYTES_A_MESSAGE - 1)',
    put: '0',
    test: 'test/unit/server/admission/budgets.test.js',
  },
  {
    name: 'a slow peer is cut like one that does not read',
    file: 'src/server/delivery/outbox.ts',
    find: 'this.stalledMs() > timeoutMs * times',
    put: 'this.stalledMs() > timeoutMs',
    test: 'test/unit/server/delivery/outbox.test.js',
  },
  {
    name: 'each of many lines is free',
    file: 'src/protocol/dialects/plainPeers.ts',
    find: 'bytes += besides + utf8Length(line)',
    put: 'bytes += utf8Length(line)',
    test: 'test/unit/protocol/dialects/plainPeers.test.js',
  },
  {
    name: 'what is said during a compaction is lost',
    file: 'src/server/history/historyFile.ts',
    find: 'if (copy.behind === 0 && !this.flushing) return;',
    put: 'return;',
    test: 'test/unit/server/history/historyFile.test.js',
  },
  {
    name: 'the lock of a dead owner is not taken',
    file: 'src/server/history/fileLock.ts',
    find: "if (code === 'ECONNREFUSED') rmSync(socketPath, { force: true });",
    put: "if (code === 'ECONNREFUSED') code = 'EAGAIN';",
    test: 'test/unit/server/history/fileLock.test.js',
  },
  {
    name: 'a lock that is held is taken',
    file: 'src/server/history/fileLock.ts',
    find: 'if (answers.includes(true)) {',
    put: 'if (!answers) {',
    test: 'test/unit/server/history/fileLock.test.js',
  },
  {
    name: 'event shown before it is written',
    file: 'src/server/room/room.ts',
    find: 'new FanOut(clock, () => log.commit())',
    put: 'new FanOut(clock, () => undefined)',
    test: 'test/unit/server/chatServer.writtenFirst.test.js',
  },
  {
    name: 'the greeting shows a join that is not written',
    file: 'src/server/room/room.ts',
    find: '// the greeting tells of the join; should it not be saved, also of that\n    this.log.commit();',
    put: '',
    test: 'test/unit/server/chatServer.writtenFirst.test.js',
  },
  {
    name: 'what is not written when saving fails is lost',
    file: 'src/server/history/history.ts',
    find: 'this.backlog.push(...records.filter((record): record is RoomEvent => !isMark(record)));',
    put: '',
  },
  {
    name: 'resume off by one: one missing',
    file: 'src/server/sessions/welcome.ts',
    find: 'after: resume.seq,',
    put: 'after: resume.seq + 1,',
  },
  {
    name: 'resume off by one: one twice',
    file: 'src/server/sessions/welcome.ts',
    find: 'after: resume.seq,',
    put: 'after: resume.seq - 1,',
  },
  {
    name: 'the welcome includes too little',
    file: 'src/server/sessions/welcome.ts',
    find: 'seq: log.seq,',
    put: 'seq: log.seq - 1,',
  },
  {
    name: 'edits lost on resume, by the server',
    file: 'src/server/sessions/welcome.ts',
    find: 'if (!isVisibleTo(member, event)) continue;',
    put: "if (!isVisibleTo(member, event) || (after > 0 && event.verb === 'edit')) continue;",
  },
  {
    name: 'edits lost on resume, by the client',
    file: 'src/client/conversation/conversation.ts',
    find: 'this.events(history);',
    put: "this.events(history.filter(({ verb }) => verb !== 'edit'));",
  },
  {
    name: 'pending not resent',
    file: 'src/client/conversation/sendQueue.ts',
    find: "if (item.state === 'sent') item.state = 'queued';",
    put: ';',
  },
  {
    name: 'pending dropped at reconnect',
    file: 'src/client/conversation/sendQueue.ts',
    find: "if (item.state === 'sent') item.state = 'queued';",
    put: 'this.settle(item.what.id);',
  },
  {
    name: 'pending sent to the wrong message of another room',
    file: 'src/client/conversation/conversation.ts',
    find: 'this.unsent.sort(room, (from) => (again ? resumed : from === room.id), name);',
    put: '',
  },
  {
    name: 'an own message that came back early is shown twice',
    file: 'src/client/conversation/transcript.ts',
    find: 'if (this.has(order)) return undefined;',
    put: '',
    test: 'test/unit/client/conversation/gaps.test.js',
  },
  {
    name: 'no divider where something is not known',
    file: 'src/client/conversation/conversation.ts',
    find: 'if (again && missed) this.transcript.divide(this.context.clock.date());',
    put: '',
  },
  {
    name: 'a long absence is not made up for',
    file: 'src/client/conversation/conversation.ts',
    find: 'this.gaps.add(last, first.seq);',
    put: ';',
  },
  {
    name: 'two windows counted as two members',
    file: 'src/server/room/room.ts',
    find: 'const known = this.members.get(memberId);',
    put: 'const known = undefined as RoomMember | undefined;',
  },
  {
    name: 'a person leaves with the first of two windows',
    file: 'src/server/room/room.ts',
    find: 'if (member.connections.length > 0) {',
    put: 'if (member.connections.length > 9) {',
  },
  {
    name: 'outbox hole after overflow',
    file: 'src/server/delivery/outbox.ts',
    find: 'return !this.ended && !this.overflowed;',
    put: 'return !this.ended;',
  },
  {
    name: 'outbox hole: what is said to one peer is gathered behind it',
    file: 'src/server/delivery/batchedBroadcast.ts',
    find: 'if (!outbox.isOpen) return;',
    put: '',
    test: 'test/unit/server/delivery/batchedBroadcast.test.js',
  },
  {
    name: 'what is gathered for one peer is written behind what all get later',
    file: 'src/server/delivery/batchedBroadcast.ts',
    find: 'this.own.set(outbox, own);\n    this.skip(outbox);',
    put: 'this.own.set(outbox, own);',
    test: 'test/unit/server/delivery/batchedBroadcast.test.js',
  },
  {
    name: 'reactions: two forms of one emoji',
    file: 'src/protocol/wire/emoji.ts',
    find: ".replace(TEXT_BY_DEFAULT, '$&\\uFE0F')",
    put: '',
    test: 'test/unit/protocol/wire/emoji.test.js',
  },
  {
    name: 'reactions: what changes nothing is an event all the same',
    file: 'src/server/room/reactions.ts',
    find: 'return this.bySeq.get(of)?.get(emoji)?.get(by);',
    put: 'return this.bySeq.get(of)?.get(emoji)?.get(by) && undefined;',
    test: 'test/unit/server/room/reactions.test.js',
  },
  {
    name: 'reactions: their order is that in which they come',
    file: 'src/client/conversation/reactions.ts',
    find: 'else insert(this.order, kind, ({ marks }) => marks[0]?.seq ?? 0);',
    put: 'else this.order.push(kind);',
    test: 'test/unit/client/conversation/reactions.test.js',
  },
  {
    name: 'reactions: any number under a message',
    file: 'src/client/conversation/reactions.ts',
    find: 'this.kinds.size >= MAX_REACTIONS',
    put: 'this.kinds.size >= Infinity',
    test: 'test/unit/client/conversation/reactions.test.js',
  },
  {
    name: 'a link in a notification',
    file: 'src/editor/platform/harmless.ts',
    find: "text.replaceAll('](', '] (')",
    put: 'text',
    test: 'test/unit/editor/platform/harmless.test.js',
  },
  {
    name: 'an icon in the name of a room',
    file: 'src/editor/platform/harmless.ts',
    find: "(?:~[a-z]+)?\\)/gi, '\\\\$&')",
    put: "\\)/g, '\\\\$&')",
    test: 'test/unit/editor/platform/harmless.test.js',
  },
  {
    name: 'a link in a hover',
    file: 'src/editor/platform/harmless.ts',
    find: '|:(?=\\/\\/)',
    put: '',
    test: 'test/unit/editor/platform/harmless.test.js',
  },
  {
    name: 'bob is told of bob-2',
    file: 'src/editor/notifications/mentions.ts',
    find: '[-.@=]',
    put: '[.@=]',
    test: 'test/unit/editor/notifications/mentions.test.js',
  },
  {
    name: 'Ann is told of Ann Lee',
    file: 'src/editor/notifications/mentions.ts',
    find: 'theirs.fill(1, ...span)',
    put: 'theirs.fill(0, ...span)',
    test: 'test/unit/editor/notifications/mentions.test.js',
  },
  {
    name: 'a mention in another normal form is none',
    file: 'src/editor/notifications/mentions.ts',
    find: '  foldName(text)',
    put: '  text.toLowerCase()',
    test: 'test/unit/editor/notifications/mentions.test.js',
  },
  {
    name: 'a mention with the apostrophe of a phone is none',
    file: 'src/editor/notifications/mentions.ts',
    find: '‘’ʼʻ′',
    put: '′',
    test: 'test/unit/editor/notifications/mentions.test.js',
  },
  {
    name: 'a mention waits for the pause after a message for all',
    file: 'src/editor/notifications/notificationThrottle.ts',
    find: 'author === undefined ? this.quietUntil : (this.quietAuthors.get(author) ?? 0)',
    put: 'author === undefined ? this.quietUntil : this.quietUntil',
    test: 'test/unit/editor/notifications/notificationThrottle.test.js',
  },
  {
    name: 'hostile server: what is kept is bounded by count only',
    file: 'src/client/conversation/size.ts',
    find: 'size.count > most.count || size.bytes > most.bytes',
    put: 'size.count > most.count',
    test: 'test/unit/client/chatClient.hostileServer.test.js',
  },
  {
    name: 'hostile server: older messages are asked for without end',
    file: 'src/client/conversation/conversation.ts',
    find: 'if (isWhole || left === 0)',
    put: 'if (isWhole || left === -1000)',
    test: 'test/unit/client/conversation/conversation.test.js',
  },
  {
    name: 'hostile server: a gap is closed without end',
    file: 'src/client/conversation/gaps.ts',
    find: 'if (pages === MAX_PAGES) {',
    put: 'if (pages === 4 * MAX_PAGES) {',
    test: 'test/unit/client/conversation/gaps.test.js',
  },
  {
    name: 'hostile server: any number of members',
    file: 'src/client/members/memberList.ts',
    find: 'this.byMemberId.size >= MAX_MEMBERS',
    put: 'this.byMemberId.size >= Infinity',
    test: 'test/unit/client/chatClient.hostileServer.test.js',
  },
  {
    name: 'hostile server: a refusal of what nobody asked for is shown',
    file: 'src/client/conversation/unsentMessages.ts',
    find: 'if (what) this.showFailed(what, problem);',
    put: 'if (what) this.showFailed(what, problem); else this.tell(problem);',
    test: 'test/unit/client/chatClient.hostileServer.test.js',
  },
  {
    name: 'hostile server: a name keeps the frame it came in',
    file: 'src/client/sanitize/cleanText.ts',
    find: 'return detached(raw);',
    put: 'return raw;',
    test: 'test/unit/client/sanitize/cleanText.test.js',
  },
  {
    name: 'hostile server: events out of order',
    file: 'src/protocol/wire/messages.ts',
    find: 'const isNext = seq > last;',
    put: 'const isNext = last >= -1;',
    test: 'test/unit/protocol/wire/frame.test.js',
  },
  {
    name: 'hostile server: what it does not read piles up',
    file: 'src/client/link/nativeLink.ts',
    find: 'if (!this.wire.isClogged) this.write',
    put: 'this.write',
    test: 'test/unit/client/link/nativeLink.clogged.test.js',
  },
  {
    name: 'the panel is told more before it has taken what it was told',
    file: 'src/editor/panel/panelFeed.ts',
    find: 'if (this.isTaking || !this.isReady) return;',
    put: 'if (!this.isReady) return;',
    test: 'test/unit/editor/panel/panelFeed.test.js',
  },
  {
    name: 'what waits for a slow panel piles up',
    file: 'src/editor/panel/panelFeed.ts',
    find: 'this.entries.size > MAX_WAITING',
    put: 'this.entries.size < 0',
    test: 'test/unit/editor/panel/panelFeed.test.js',
  },
  {
    name: 'each event of a burst is told by itself',
    file: 'src/base/throttle.ts',
    find: 'if (!this.resting) this.flush();',
    put: 'this.flush();',
    test: 'test/unit/editor/session/roomEvents.test.js',
  },
  {
    name: 'what is read overtakes what was said',
    file: 'src/editor/session/roomEvents.ts',
    find: 'this.upTo = order;\n    this.throttle.ask();',
    put: 'this.read.fire(order);',
    test: 'test/unit/editor/session/roomEvents.test.js',
  },
  {
    name: 'who takes the old name again has been away',
    file: 'src/client/conversation/presenceRun.ts',
    find: 'went && first === name',
    put: 'first === name',
    test: 'test/unit/client/conversation/presenceRun.test.js',
  },
  {
    name: 'an older page stands beside a gap',
    file: 'webview/state/reducer.ts',
    find: '(state.entries[0]?.order ?? Infinity) > action.before',
    put: 'state.entries.length < 0',
    test: 'test/unit/webview/state/reducer.test.js',
  },
  {
    name: 'a message that does not fit its schema reaches the panel',
    file: 'src/panel/messageTable.ts',
    find: 'if (parsed.success)',
    put: 'if (parsed)',
    test: 'test/unit/panel/messageTable.test.js',
  },
  {
    name: 'what was refused is lost when the panel goes to the newest messages',
    file: 'src/editor/panel/panelFeed.ts',
    find: 'this.others = texts;',
    put: '',
    test: 'test/unit/editor/panel/panelFeed.test.js',
  },
  {
    name: 'comings and goings that come twice count twice',
    file: 'src/client/conversation/transcript.ts',
    find: '(before !== undefined && endOf(before) >= order)',
    put: 'false',
    test: 'test/unit/client/conversation/runEntries.test.js',
  },
  {
    name: 'a run goes on across a gap',
    file: 'src/client/conversation/transcript.ts',
    find: 'if (end <= this.missingBehind && order !== end + 1) return undefined;',
    put: '',
    test: 'test/unit/client/conversation/runEntries.test.js',
  },
  {
    name: 'a run gets another key while somebody reads back',
    file: 'src/client/conversation/runEntries.ts',
    find: '...second,',
    put: '...second, key: first.key,',
    test: 'test/unit/client/conversation/runEntries.test.js',
  },
  {
    name: 'an event of a run is lost',
    file: 'src/client/conversation/runEntries.ts',
    find: 'upTo: order, notice: withChange(runOf(run), notice)',
    put: 'upTo: order, notice: runOf(run)',
  },
  {
    name: 'a direct message stands in the group of public ones',
    file: 'webview/state/rows.ts',
    find: 'previous.direct === entry.direct &&',
    put: '',
    test: 'test/unit/webview/state/rows.test.js',
  },
  {
    name: 'a message is taken back that may have arrived',
    file: 'src/client/conversation/sendQueue.ts',
    find: ' || newest.wasSent',
    put: '',
    test: 'test/unit/client/chatClient.unsent.test.js',
  },
  {
    name: 'an emoji is cut in two',
    file: 'src/base/shortened.ts',
    find: 'text.slice(0, start > 0 ? start : end)',
    put: 'text.slice(0, end)',
    test: 'test/unit/base/shortened.test.js',
  },
  {
    name: 'two people who are here share a colour',
    file: 'src/editor/panel/authorColors.ts',
    find: 'all.find((one) => !taken.has(one)) ?? wanted',
    put: 'all[0] ?? wanted',
    test: 'test/unit/editor/panel/authorColors.test.js',
  },
  {
    name: 'a direct message is read out like a public one',
    file: 'webview/wording/announcement.ts',
    find: 'only.direct === undefined ? only.author : `${only.author}, ${only.direct}`',
    put: 'only.author',
    test: 'test/unit/webview/wording/announcement.test.js',
  },
  {
    name: 'who reads back loses their place in a long burst',
    file: 'webview/state/reducer.ts',
    find: 'if (state.atBottom) return toNewest({ ...next, entries: merge',
    put: 'if (state.entries) return toNewest({ ...next, entries: merge',
    test: 'test/unit/webview/state/reducer.newest.test.js',
  },
  {
    name: 'a name that looks like the server’s is taken',
    file: 'src/protocol/names/nameKeys.ts',
    find: ' || (!ASCII.test(name) && casesOf(words).some((one) => begins.test(skeleton(one))))',
    put: '',
    test: 'test/unit/protocol/names/names.allowed.test.js',
  },
  {
    name: 'names that look alike are two',
    file: 'src/protocol/names/nameKeys.ts',
    find: 'const look = skeleton(one)',
    put: 'const look = one',
    test: 'test/unit/protocol/names/nameKeys.test.js',
  },
  {
    name: 'letters that look alike in capitals only are two',
    file: 'src/protocol/names/nameKeys.ts',
    find: 'return [name, folded, folded.toUpperCase()];',
    put: 'return [name, folded];',
    test: 'test/unit/protocol/names/nameKeys.test.js',
  },
  {
    name: 'scripts are mixed in a word',
    file: 'src/protocol/names/names.ts',
    find: 'hasMixedWord(name) ?',
    put: "hasMixedWord('') ?",
    test: 'test/unit/protocol/names/names.allowed.test.js',
  },
  {
    name: 'a name ends before its end',
    file: 'src/protocol/names/names.ts',
    find: 'if (hasFrameMarks(name))',
    put: "if (name === '')",
    test: 'test/unit/protocol/names/names.allowed.test.js',
  },
  {
    name: 'a joiner is taken anywhere',
    file: 'src/protocol/names/joiners.ts',
    find: 'return OF_EMOJI.test(rest) ? withoutJoinedEmoji(rest) : rest;',
    put: "return rest.replace(/[\\u200c\\u200d]/g, '');",
    test: 'test/unit/protocol/names/names.allowed.test.js',
  },
  {
    name: 'a name is sentences',
    file: 'src/protocol/names/misleading.ts',
    find: 'if (SENTENCE_END.test(name)) return true;',
    put: '',
    test: 'test/unit/protocol/names/names.allowed.test.js',
  },
  {
    name: 'a server says that a member is the server',
    file: 'src/client/sanitize/cleanMessage.ts',
    find: '!OF_MEMBERS.has(verb)',
    put: 'verb.length > 0',
    test: 'test/unit/client/sanitize/cleanMessage.test.js',
  },
  {
    name: 'host channel: the next answer is the answer to the first request',
    file: 'src/hosting/serverChannel.ts',
    find: 'this.pending.get(answer.id)',
    put: '[...this.pending.values()][0]',
    test: 'test/unit/hosting/serverChannel.test.js',
  },
  {
    name: 'host channel: a request that failed is done all the same',
    file: 'src/server/hostChannel.ts',
    find: "this.tell({ type: 'problem', id, message: problem });",
    put: "this.tell({ type: 'done', id });",
    test: 'test/unit/server/hostChannel.test.js',
  },
  {
    name: 'a line separator forges a line',
    file: 'src/protocol/dialects/plainPeers.ts',
    find: 'splitLines(text).filter(',
    put: "text.split('\\n').filter(",
    test: 'test/unit/protocol/dialects/plainPeers.test.js',
  },
  {
    name: 'a line separator is relayed',
    file: 'src/protocol/wire/text.ts',
    find: "raw.replace(PASTED_BREAKS, '\\n')",
    put: "raw.replaceAll('\\r\\n', '\\n')",
    test: 'test/unit/protocol/dialects/plainPeers.test.js',
  },
  {
    name: 'a short IPv4 address is looked up',
    file: 'src/protocol/invitations/address.ts',
    find: 'if (NUMBER_LAST.test(typed) || IPV4.test(host))',
    put: "if (host === '0')",
    test: 'test/unit/protocol/invitations/address.test.js',
  },
  {
    name: 'a key is looked up as a host',
    file: 'src/protocol/invitations/address.ts',
    find: "if (looksLikeRoomKey(typed)) return fail('key');",
    put: '',
    test: 'test/unit/protocol/invitations/address.test.js',
  },
  {
    name: 'an address that is only guessed is taken without asking',
    file: 'src/protocol/invitations/readInvitation.ts',
    find: 'if (doubt) return fail(doubt);',
    put: '',
    test: 'test/unit/protocol/invitations/readInvitation.test.js',
  },
  {
    name: 'a key that is mistyped is left out',
    file: 'src/protocol/invitations/readInvitation.ts',
    find: "(hasKeyPart || wrong.problem === 'empty')",
    put: 'false',
    test: 'test/unit/protocol/invitations/readInvitation.test.js',
  },
  {
    name: 'a footnote is read as a digit of an address',
    file: 'src/base/plainCharacters.ts',
    find: 'index % 2 === 0 ? part',
    put: 'index >= 0 ? part',
    test: 'test/unit/base/plainCharacters.test.js',
  },
  {
    name: 'a host is shown in letters that look like others',
    file: 'src/protocol/invitations/address.ts',
    find: '? ok(host) :',
    put: '? ok(typed) :',
    test: 'test/unit/protocol/invitations/address.test.js',
  },
  {
    name: 'mentions: what does not stand in the text is relayed',
    file: 'src/protocol/wire/mentions.ts',
    find: '!standing.has(name) && text.includes(mentionText({ name }))',
    put: '!standing.has(name)',
    test: 'test/unit/protocol/wire/mentions.test.js',
  },
  {
    name: 'mentions: any number in one text',
    file: 'src/protocol/wire/mentions.ts',
    find: 'if (standing.size === MAX_MENTIONS) break;',
    put: '',
    test: 'test/unit/protocol/wire/mentions.test.js',
  },
  {
    name: 'mentions: an edit leaves those of the message',
    file: 'src/client/conversation/amendments.ts',
    find: '      mentions: edit?.mentions,\n',
    put: '',
    test: 'test/unit/client/conversation/conversation.test.js',
  },
  {
    name: 'mentions: a member is called as then',
    file: 'src/editor/panel/panelMentions.ts',
    find: 'now: called.get(mid) ?? name',
    put: 'now: name',
    test: 'test/unit/editor/panel/panelMentions.test.js',
  },
  {
    name: 'mentions: a rename is not drawn',
    file: 'webview/state/mentionNames.ts',
    find: '(names.get(mid) ?? now) !== now',
    put: 'names.get(mid) === now',
    test: 'test/unit/webview/state/mentionNames.test.js',
  },
  {
    name: 'mentions: who was away keeps the old name',
    file: 'src/editor/panel/knownNames.ts',
    find: '    for (const { mid, name } of members) this.names.set(mid, name);',
    put: '    this.names = new Map(members.map(({ mid, name }) => [mid, name]));',
    test: 'test/unit/editor/panel/knownNames.test.js',
  },
  {
    name: 'reactions: any number by one member',
    file: 'src/server/room/reactions.ts',
    find: 'return own < memberReactions',
    put: 'return own < Infinity',
    test: 'test/unit/server/room/reactions.test.js',
  },
  {
    name: 'reactions: any number by all members',
    file: 'src/server/room/reactions.ts',
    find: 'if (all >= messageReactions) {',
    put: 'if (all >= Infinity) {',
    test: 'test/unit/server/room/reactions.test.js',
  },
  {
    name: 'places: a path leads up, out of the workspace',
    file: 'src/editor/code/pathInWorkspace.ts',
    find: 'else if (segments.pop() === undefined) return undefined;',
    put: 'else segments.pop();',
    test: 'test/unit/editor/code/pathInWorkspace.test.js',
  },
  {
    name: 'places: a path leads to a device or a stream',
    file: 'src/editor/code/pathInWorkspace.ts',
    find: ' || RESERVED.test(name)',
    put: '',
    test: 'test/unit/editor/code/pathInWorkspace.test.js',
  },
  {
    name: 'places: a path from a root means a file below it',
    file: 'src/editor/code/pathInWorkspace.ts',
    find: '  if (isAbsolute && !isLonger) return false;\n',
    put: '',
    test: 'test/unit/editor/code/pathInWorkspace.test.js',
  },
  {
    name: 'code: a shorter fence ends a longer one',
    file: 'src/text/parseText.ts',
    find: 'mark.length >= fence.length && mark',
    put: 'mark.length >= 3 && mark',
    test: 'test/unit/text/parseText.test.js',
  },
  {
    name: 'code: what looks like it is read as markup',
    file: 'src/text/parseText.ts',
    find: 'let first = all.findIndex((chunk) => looksLikeCode(linesOf(chunk)));',
    put: 'let first = all.findIndex(() => false);',
    test: 'test/unit/text/parseText.test.js',
  },
  {
    name: 'text: backticks end code in another line',
    file: 'src/text/inline.ts',
    find: 'open.clear();',
    put: '',
    test: 'test/unit/text/parseText.test.js',
  },
  {
    name: 'text: emphasis begins within a word',
    file: 'src/text/chatState.ts',
    find: 'const opens = BEFORE.test(before) && !NOT_FIRST.test(behind);',
    put: 'const opens = before !== behind;',
    test: 'test/unit/text/parseText.test.js',
  },
  {
    name: 'links: the host that a text hides is not shown',
    file: 'src/text/urls.ts',
    find: 'if (!isOther && text.length <= MAX_LABEL) return undefined;',
    put: "if (url !== '') return undefined;",
    test: 'test/unit/text/parseText.test.js',
  },
  {
    name: 'links: any scheme is opened',
    file: 'src/text/urls.ts',
    find: 'if (!url || !SCHEMES.has(url.protocol)) return undefined;',
    put: 'if (!url) return undefined;',
    test: 'test/unit/text/parseText.test.js',
  },
  {
    name: 'links: a host that looks like another is shown as it was written',
    file: 'src/text/urls.ts',
    find: ': !isDeceptive(host);',
    put: ": host !== '';",
    test: 'test/unit/text/parseText.test.js',
  },
  {
    name: 'links: what is cloned from is a mail address',
    file: 'src/text/spans.ts',
    find: '(?![\\p{L}\\p{N}\\p{M}_@-]|[.:/]\\S)/giu;\n\nfunction* findMail',
    put: '(?![\\p{L}\\p{N}\\p{M}_@-])/giu;\n\nfunction* findMail',
    test: 'test/unit/text/parseText.test.js',
  },
  {
    name: 'links: a screen reader is told where they seem to lead',
    file: 'src/text/plainWords.ts',
    find: "node.leadsTo === undefined ? ''",
    put: "node.url !== '' ? ''",
    test: 'test/unit/text/plainWords.test.js',
  },
  {
    name: 'a change that waits is not shown',
    file: 'src/client/conversation/transcript.ts',
    find: 'const change = unsentEdit && { unsentEdit };',
    put: 'const change = unsentEdit && {};',
    test: 'test/unit/client/chatClient.unsent.test.js',
  },
  {
    name: 'a change waits for ever',
    file: 'src/client/conversation/unsentMessages.ts',
    find: 'if (this.transcript.unsentEdit(of)?.id === id) this.transcript',
    put: 'if (this.transcript.unsentEdit(of)?.id !== id) this.transcript',
    test: 'test/unit/client/chatClient.unsent.test.js',
  },
  {
    name: 'direct messages: shown to who reads what is for all',
    file: 'src/client/conversation/entry.ts',
    find: 'return partnerOf(entry) === partner;',
    put: 'return partner === undefined || partnerOf(entry) === partner;',
    test: 'test/unit/client/conversation/entry.test.js',
  },
  {
    name: 'direct messages: who reads the room has read them',
    file: 'src/editor/unread/unread.ts',
    find: 'if (one.partner === partner && one.order <= upTo)',
    put: 'if (one.order <= upTo)',
    test: 'test/unit/editor/unread/unread.test.js',
  },
  {
    name: 'direct messages: unsent text for one goes to all',
    file: 'src/editor/panel/drafts.ts',
    find: '(to === undefined ? room : `${room}\\n${to}`)',
    put: '(to === undefined ? room : room)',
    test: 'test/unit/editor/panel/drafts.test.js',
  },
  {
    name: 'direct messages: an answer does not lead to the room',
    file: 'src/editor/direct/conversations.ts',
    find: 'this.show(partnerOf(message));',
    put: 'this.show(this.shownPartner);',
    test: 'test/unit/editor/direct/conversations.test.js',
  },
  {
    name: 'direct messages: /msg goes to one of two who may be meant',
    file: 'src/panel/directedTo.ts',
    find: "return isUnclear ? 'unclear' : longest;",
    put: 'return longest;',
    test: 'test/unit/panel/directedTo.test.js',
  },
  {
    name: 'direct messages: what one takes back was for another',
    file: 'src/client/conversation/sendQueue.ts',
    find: "({ what }) => what.verb === 'say' && what.payload.to === to,",
    put: "({ what }) => what.verb === 'say',",
    test: 'test/unit/client/chatClient.unsent.test.js',
  },
  {
    name: 'direct messages: the text of a lost change goes to all',
    file: 'src/client/conversation/unsentMessages.ts',
    find: 'payload: { id, text, ...saidTo } };',
    put: 'payload: { id, text } };',
    test: 'test/unit/client/chatClient.unsent.test.js',
  },
  {
    name: 'drafts: a key goes on meaning the room that had it before',
    file: 'src/editor/panel/drafts.ts',
    find: '    this.moved.delete(key);',
    put: "    this.moved.delete('');",
    test: 'test/unit/editor/panel/drafts.test.js',
  },
  {
    name: 'drafts: an open room gets those of a private one that was there',
    file: 'src/editor/panel/knownRoom.ts',
    find: "const isPrivate = !isHosted && access === 'private';",
    put: 'const isPrivate = !isHosted && false;',
    test: 'test/unit/editor/panel/knownRoom.test.js',
  },
  {
    name: 'drafts: what comes back takes the place of what was written since',
    file: 'src/panel/inFront.ts',
    find: 'text: [back.text, since.text].filter(Boolean)',
    put: 'text: [back.text].filter(Boolean)',
    test: 'test/unit/panel/inFront.test.js',
  },
  {
    name: 'drafts: a change is sent as a message after a reload',
    file: 'src/editor/panel/drafts.ts',
    find: 'reply: change ? undefined : order,',
    put: 'reply: order,',
    test: 'test/unit/editor/panel/drafts.test.js',
  },
  {
    name: 'long texts: a block of code is not opened again',
    file: 'src/panel/splitText.ts',
    find: 'return [closed, `${again}\\n${code}`];',
    put: 'return [closed, code];',
    test: 'test/unit/panel/splitText.test.js',
  },
  {
    name: 'long texts: a character is cut in two',
    file: 'src/panel/splitText.ts',
    find: 'return character > start ? character : end;',
    put: 'return end;',
    test: 'test/unit/panel/splitText.test.js',
  },
  {
    name: 'long texts: what is left after a refusal is not kept',
    file: 'src/editor/panel/saying.ts',
    find: 'text: rest, reply: answers, mentions }',
    put: 'text, reply: answers, mentions }',
    test: 'test/unit/editor/panel/saying.test.js',
  },
  {
    name: 'emoji: a time is a short code',
    file: 'src/text/shortCodes.ts',
    find: 'const NEXT_TO = String.raw`\\p{L}\\p{M}\\p{N}_:/',
    put: 'const NEXT_TO = String.raw`_:/',
    test: 'test/unit/text/shortCodes.test.js',
  },
  {
    name: 'emoji: the tones of those used last are kept',
    file: 'src/editor/panel/emojiChoices.ts',
    find: 'new Set(emoji.map(withoutTone))',
    put: 'new Set(emoji)',
    test: 'test/unit/editor/panel/emojiChoices.test.js',
  },
  {
    name: 'emoji: a tone that Unicode does not have',
    file: 'webview/emoji/skinTones.ts',
    find: 'return whole.test(toned) ? toned : emoji;',
    put: 'return whole.test(emoji) ? toned : emoji;',
    test: 'test/unit/webview/emoji/skinTones.test.js',
  },
  {
    name: 'emoji: what cannot be loaded is tried again by every drawing',
    file: 'webview/emoji/emojiData.ts',
    find: "if (this.state === 'unasked') void this.load();",
    put: 'void this.load();',
    test: 'test/unit/webview/emoji/emojiData.test.js',
  },
  {
    name: 'direct messages: a conversation with unread messages is forgotten',
    file: 'src/editor/direct/conversations.ts',
    find: ' && !partners.has(one)',
    put: '',
    test: 'test/unit/editor/direct/conversations.test.js',
  },
  {
    name: 'direct messages: of too many conversations, those with unread messages are left out',
    file: 'src/editor/direct/conversations.ts',
    find: 'unread.countWith(one) > 0 ? 1 : 2',
    put: '2',
    test: 'test/unit/editor/direct/conversations.test.js',
  },
  {
    name: 'drafts: an id that is not proven counts at any address',
    file: 'src/editor/panel/knownRoom.ts',
    find: 'withAccess(placeOf(id))',
    put: 'id',
    test: 'test/unit/editor/panel/knownRoom.test.js',
  },
  {
    name: 'drafts: a room that has a new key loses them',
    file: 'src/editor/panel/drafts.ts',
    find: 'places.includes(place ?? from)',
    put: 'places.includes(from)',
    test: 'test/unit/editor/panel/drafts.test.js',
  },
  {
    name: 'drafts: what was not sent comes back the last first',
    file: 'src/panel/inOrder.ts',
    find: "beginsWith(since.text, cameBack) ? cameBack : ''",
    put: "''",
    test: 'test/unit/panel/inOrder.test.js',
  },
  {
    name: 'drafts: what comes back to where it is stands there twice',
    file: 'src/panel/inOrder.ts',
    find: 'if (hasCodes && beginsWith(rest, back.text))',
    put: 'if (hasCodes && rest === back.text)',
    test: 'test/unit/panel/inOrder.test.js',
  },
  {
    name: 'handover: whoever comes takes the direct messages away',
    file: 'src/server/history/handover.ts',
    find: 'if (isSameSecret(shown, receipt)) taken();',
    put: 'taken();',
    test: 'test/unit/server/history/handover.test.js',
  },
  {
    name: 'far back: what is being fetched counts as gone',
    file: 'src/client/conversation/gaps.ts',
    find: 'while (this.closing > 0 && this.open.some(isIn))',
    put: 'while (false)',
    test: 'test/unit/client/conversation/gaps.test.js',
  },
  {
    name: 'far back: a message is shown to who has gone elsewhere',
    file: 'src/editor/panel/shownPages.ts',
    find: 'if (!this.isShown(shown)) return undefined;',
    put: '',
    test: 'test/unit/editor/panel/shownPages.test.js',
  },
  {
    name: 'far back: what is shown is not fetched while something else is',
    file: 'src/editor/panel/shownPages.ts',
    find: '(this.fetching && this.isShown(this.fetching))',
    put: 'this.fetching',
    test: 'test/unit/editor/panel/shownPages.test.js',
  },
  {
    name: 'far back: what is being fetched is said to be empty',
    file: 'src/editor/panel/shownPages.ts',
    find: 'fetching !== undefined && this.isShown(fetching)',
    put: 'false',
    test: 'test/unit/editor/panel/shownPages.test.js',
  },
  {
    name: 'settings: Enter sends where it is to break the line',
    file: 'src/editor/panel/panelState.ts',
    find: 'enterBreaks: sendOnEnter ? undefined : true,',
    put: 'enterBreaks: undefined,',
    test: 'test/unit/editor/panel/panelState.test.js',
  },
  {
    name: 'writing: an older page does not tell that the message to change is gone',
    file: 'webview/state/reducer.ts',
    find: "if (!('entries' in action)) return next;",
    put: "if (action.type !== 'entries') return next;",
    test: 'test/unit/webview/state/reducer.writing.test.js',
  },
];

const folder = mkdtempSync(path.join(tmpdir(), 'tilde-mutate-'));
const OUT = path.join(folder, 'out');

/** Everything the tests below need, file by file: a mutation is one file that is replaced. */
async function prepare() {
  for (const part of ['src', 'webview', path.join('test', 'unit'), 'tsconfig.base.json']) {
    cpSync(path.join(ROOT, part), path.join(folder, part), { recursive: true });
  }
  await build({
    ...NODE,
    absWorkingDir: folder,
    entryPoints: ['src/**/*.ts', 'webview/**/*.ts', 'test/unit/**/*.ts'],
    outdir: OUT,
    outbase: folder,
  });
  mkdirSync(OUT, { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(OUT, 'node_modules'), 'junction');
}

/**
 * @typedef {{ passes: readonly object[],
 *   failures: readonly { fullTitle: string, err: { code?: string, message?: string } }[] }} Report
 */

/**
 * @param {string} test
 * @param {number} modelRuns
 * @returns {Promise<Report>} what became of each of its tests
 */
async function run(test, modelRuns) {
  const mocha = path.join(ROOT, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const report = path.join(folder, 'report.json');
  rmSync(report, { force: true });
  const child = spawn(
    process.execPath,
    [
      mocha,
      '--bail',
      '--timeout',
      '20000',
      '--reporter',
      'json',
      '--reporter-option',
      `output=${report}`,
      test,
    ],
    {
      cwd: OUT,
      env: { ...process.env, TILDE_MODEL_RUNS: String(modelRuns), TILDE_MODEL_AS_FOUND: '1' },
      stdio: process.env['TILDE_MUTATE_VERBOSE'] ? 'inherit' : 'ignore',
      // a planted bug may make a loop without end, which no time limit of a test interrupts
      timeout: RUN_TIMEOUT_MS,
    },
  );
  await once(child, 'exit');
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    throw new Error(`${test} did not run to its end.`);
  }
}

/**
 * @param {Report} report
 * @returns {boolean} whether a test has failed, as tests do: by an assertion
 */
function hasCaught({ failures }) {
  const fallen = failures.find(({ err }) => err.code !== 'ERR_ASSERTION');
  if (fallen) throw new Error(`"${fallen.fullTitle}" fell over: ${fallen.err.message ?? 'no word why'}`);
  return failures.length > 0;
}

/** @param {Mutation} mutation */
async function isCaught({ name, file, find, put, test = MODEL }) {
  const source = readFileSync(path.join(folder, file), 'utf8');
  if (source.split(find).length !== 2) throw new Error(`"${name}": ${file} does not hold, once: ${find}`);
  const built = path.join(OUT, file.replace(/\.ts$/, '.js'));
  const original = readFileSync(built);
  const mutant = source.replace(find, () => put);
  const { code } = await transform(mutant, { loader: 'ts', ...NODE, sourcefile: file });
  try {
    writeFileSync(built, code);
    return hasCaught(await run(test, RUNS));
  } finally {
    writeFileSync(built, original);
  }
}

/** @returns {Promise<number>} how many were missed */
async function main() {
  const [part = ''] = process.argv.slice(2);
  const chosen = MUTATIONS.filter(({ name }) => name.includes(part));
  if (chosen.length === 0) throw new Error(`No mutation has "${part}" in its name.`);
  await prepare();
  for (const test of new Set(chosen.map((mutation) => mutation.test ?? MODEL))) {
    const { passes, failures } = await run(test, SOUND_RUNS);
    if (failures.length > 0 || passes.length === 0) throw new Error(`${test} fails without any mutation.`);
  }
  let missed = 0;
  for (const mutation of chosen) {
    const started = Date.now();
    const caught = await isCaught(mutation);
    if (!caught) missed++;
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    const by = mutation.test === undefined ? '' : `  (${mutation.test})`;
    console.log(`${caught ? 'caught' : 'MISSED'}  ${seconds.padStart(6)} s  ${mutation.name}${by}`);
  }
  console.log(`${chosen.length - missed} caught, ${missed} missed`);
  return missed;
}

try {
  process.exitCode = (await main()) > 0 ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

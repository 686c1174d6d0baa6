import type { PanelStrings } from '../../../src/panel/strings';
import type { PanelState } from '../../../src/panel/stateSchemas';
import type { PanelMember } from '../../../src/panel/toPanel';
import type { EmojiData } from '../../emoji/emojiData';
import { commandCompletions } from './commandCompletions';
import { Completer, type Completion } from './completer';
import { Mentioning } from './mentioning';
import { ShortCodes } from './shortCodes';
import type { Trigger } from './trigger';

export interface CompletionsParts {
  readonly input: () => HTMLTextAreaElement;
  readonly strings: PanelStrings;
  readonly emoji: EmojiData;
  readonly panel: () => PanelState | undefined;
  /** What is written takes the place of a message: a slash at its start is no command. */
  readonly isChange: () => boolean;
  readonly onAskMembers: () => void;
  readonly onUseEmoji: (emoji: string) => void;
  /** What is shown has changed. */
  readonly onChange: () => void;
  /** Why there is nothing to complete it with, in a sentence. */
  readonly onFailed: (why: string) => void;
}

/** Completes names, emoji and commands, each where it is asked for. */
export class Completions {
  readonly mentioning: Mentioning;
  readonly completer: Completer;
  private readonly shortCodes: ShortCodes;

  constructor(private readonly parts: CompletionsParts) {
    const { input, strings, emoji, panel, onAskMembers, onUseEmoji, onChange } = parts;
    this.mentioning = new Mentioning(onAskMembers);
    const skinTone = () => panel()?.skinTone;
    this.shortCodes = new ShortCodes({ data: emoji, onUse: onUseEmoji, skinTone });
    const find = (trigger: Trigger) => this.find(trigger);
    this.completer = new Completer({ input, label: strings.completions, find, onChange });
    emoji.onDidChange(() => this.onEmoji());
  }

  /** These are in the room now. */
  showMembers(members: readonly PanelMember[]): void {
    this.mentioning.show(members);
    this.completer.refresh();
  }

  /** Puts the emoji in place of its short code, where that was just written to its end. */
  replaceWritten(): void {
    this.shortCodes.replaceWritten(this.parts.input());
  }

  private find(trigger: Trigger): readonly Completion[] {
    const { panel, strings, isChange } = this.parts;
    const { kind, query } = trigger;
    if (kind === 'emoji') return this.shortCodes.find(trigger);
    if (kind === 'mention') return this.mentioning.find(trigger);
    if (isChange()) return [];
    if (kind === 'recipient') return this.mentioning.find(trigger);
    return commandCompletions(query, panel()?.room?.basic === true, strings);
  }

  /** There are emoji to complete short codes with, or it is told why there are none. The next letter tries again. */
  private onEmoji(): void {
    const { emoji, strings, onFailed } = this.parts;
    if (emoji.isThere) this.completer.refresh();
    else if (emoji.hasFailed && this.completer.asksFor === 'emoji') onFailed(strings.emojiFailed);
  }
}

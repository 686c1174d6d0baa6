import { html, type TemplateResult } from 'lit/html.js';
import type { PanelMessage } from '../../src/panel/toPanel';
import type { MessageAction } from '../state/messageActions';
import { fill } from '../wording/strings';
import type { ViewContext } from './context';
import { copyIcon } from '../code/icons';
import { editIcon, moreIcon, reactIcon, replyIcon } from './icons';
import { openMenu } from './openMenu';

/** What people react with most. */
const USUAL = ['👍', '❤️', '😄', '🎉', '👀', '✅'];

interface Tool {
  readonly for: MessageAction;
  readonly label: string;
  readonly content: unknown;
  readonly run: (event: Event) => void;
}

/** What can be done with a message, at its upper right while the pointer or the focus is on it; or which emoji to choose. */
export function toolbarView(
  entry: PanelMessage,
  actions: readonly MessageAction[],
  isReacting: boolean,
  { strings, act }: ViewContext,
): TemplateResult {
  const react = (emoji: string): Tool => ({
    for: 'addReaction',
    label: fill(strings.reactWith, { emoji }),
    content: emoji,
    run: () => act.react(entry, emoji, true),
  });
  const run = (action: MessageAction) => (): void => act.message(entry, action);
  const all: readonly Tool[] = [
    ...USUAL.slice(0, 1).map(react),
    { for: 'addReaction', label: strings.addReaction, content: reactIcon, run: run('addReaction') },
    { for: 'reply', label: strings.reply, content: replyIcon, run: run('reply') },
    { for: 'edit', label: strings.edit, content: editIcon, run: run('edit') },
    { for: 'copyText', label: strings.copyText, content: copyIcon, run: run('copyText') },
    { for: 'copyText', label: strings.more, content: moreIcon, run: openMenu },
  ];
  const tools = isReacting ? USUAL.map(react) : all.filter((tool) => actions.includes(tool.for));
  return html`<div class="toolbar-place">
    <div
      class="toolbar ${isReacting ? 'choosing' : ''}"
      role="toolbar"
      aria-label=${isReacting ? strings.addReaction : strings.actions}
    >
      ${tools.map(
        ({ label, content, run: click }, index) =>
          html`<button
            type="button"
            class="tool"
            tabindex=${index === 0 ? 0 : -1}
            aria-label=${label}
            title=${label}
            @click=${click}
          >
            ${content}
          </button>`,
      )}
    </div>
  </div>`;
}

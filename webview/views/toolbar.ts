import { html, type TemplateResult } from 'lit/html.js';
import type { PanelMessage } from '../../src/panel/toPanel';
import type { actionsFor, MessageAction } from '../state/messageActions';
import { fill } from '../wording/strings';
import type { ViewContext } from './context';
import { copyIcon } from '../code/icons';
import { editIcon, replyIcon } from './icons';

/** What people react with before they have reacted with anything. */
const FIRST_EMOJI = '👍';

interface Tool {
  readonly for: MessageAction | 'react';
  readonly label: string;
  readonly content: unknown;
  readonly run: () => void;
}

/** What can be done with a message, at its upper right while the pointer or the focus is on it. */
export function toolbarView(
  entry: PanelMessage,
  actions: ReturnType<typeof actionsFor>,
  { strings, act }: ViewContext,
): TemplateResult {
  const run = (action: MessageAction) => (): void => act.message(entry, action);
  const quick = fill(strings.reactWith, { emoji: FIRST_EMOJI });
  const tools: readonly Tool[] = [
    { for: 'react', label: quick, content: FIRST_EMOJI, run: () => act.react(entry, FIRST_EMOJI, true) },
    { for: 'reply', label: strings.reply, content: replyIcon, run: run('reply') },
    { for: 'edit', label: strings.edit, content: editIcon, run: run('edit') },
    { for: 'copyText', label: strings.copyText, content: copyIcon, run: run('copyText') },
  ];
  return html`<div class="toolbar-place">
    <div class="toolbar" role="toolbar" aria-label=${strings.actions}>
      ${tools
        .filter((tool) => actions.includes(tool.for))
        .map(
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

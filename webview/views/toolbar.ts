import { html, type TemplateResult } from 'lit/html.js';
import type { PanelMessage } from '../../src/panel/entrySchemas';
import { isRepeatedClick } from '../browser/repeatedClick';
import { usualEmoji } from '../emoji/usualEmoji';
import { hasOwn, type MessageAction } from '../state/messageActions';
import type { ViewState } from '../state/viewState';
import { fill } from '../wording/strings';
import type { ViewContext } from './context';
import { copyIcon, doneIcon } from '../code/icons';
import { type Tool, toolButtons } from '../code/toolButtons';
import { editIcon, moreIcon, reactIcon, replyIcon } from './icons';
import { openMenu } from './openMenu';

interface MessageTool extends Tool {
  readonly for: MessageAction;
}

/** What can be done with a message, at its upper right while the pointer or the focus is on it; or which emoji to choose. */
export function toolbarView(
  entry: PanelMessage,
  actions: readonly MessageAction[],
  { panel, reacting, copied }: Pick<ViewState, 'panel' | 'reacting' | 'copied'>,
  { strings, act }: ViewContext,
): TemplateResult {
  const isReacting = reacting === entry.key;
  const isCopied = copied === entry.key;
  const usual = usualEmoji(panel);
  const react = (emoji: string): MessageTool => ({
    for: 'addReaction',
    label: fill(strings.reactWith, { emoji }),
    content: emoji,
    isOn: hasOwn(entry, emoji),
    run: (event) => {
      if (!isReacting || !isRepeatedClick(event)) act.react(entry, emoji);
    },
  });
  const run = (action: MessageAction) => (): void => act.message(entry, action);
  const all: readonly MessageTool[] = [
    ...usual.slice(0, 1).map(react),
    { for: 'addReaction', label: strings.addReaction, content: reactIcon, run: run('addReaction') },
    { for: 'reply', label: strings.reply, content: replyIcon, run: run('reply') },
    { for: 'edit', label: strings.edit, content: editIcon, run: run('edit') },
    {
      for: 'copyText',
      label: isCopied ? strings.copied : strings.copyText,
      content: isCopied ? doneIcon : copyIcon,
      run: run('copyText'),
    },
    { for: 'copyText', label: strings.more, content: moreIcon, run: openMenu },
  ];
  const pick = (event: Event): void => act.pickReaction(entry, event.currentTarget as HTMLElement);
  const tools: readonly Tool[] = isReacting
    ? [...usual.map(react), { label: strings.moreEmoji, content: reactIcon, run: pick }]
    : all.filter((tool) => actions.includes(tool.for));
  return html`<div class="toolbar-place">
    <div
      class="toolbar ${isReacting ? 'choosing' : ''}"
      role="toolbar"
      aria-label=${isReacting ? strings.addReaction : strings.actions}
    >
      ${toolButtons(tools)}
    </div>
  </div>`;
}

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { classMap } from 'lit/directives/class-map.js';
import { withoutUndefined } from '../../src/base/withoutUndefined';
import type { PanelMessage } from '../../src/panel/entrySchemas';
import type { PanelState } from '../../src/panel/stateSchemas';
import { actionsFor, type MessageAction } from '../state/messageActions';
import type { ViewState } from '../state/viewState';
import { initials } from '../wording/initials';
import { messageLabel } from '../wording/messageLabel';
import { isInRoom } from '../state/connection';
import type { ViewContext } from './context';
import { openMenu } from './openMenu';
import { lookAlikeView } from './lookAlike';
import { reactionsView } from './reactions';
import { replyView } from './reply';
import { saidView } from './said';
import { sentenceView } from './sentence';
import { toolbarView } from './toolbar';

/** A message: who said it and when, what it answers, what it says, and what became of it. */
export function messageView(
  entry: PanelMessage,
  first: boolean,
  state: ViewState,
  context: ViewContext,
): TemplateResult {
  const { strings } = context;
  const { key, order, own, removed = false, color, unsentEdit } = entry;
  const isCurrent = state.current === key;
  const actions = actionsFor(entry, state.panel);
  const hasToolbar = actions.length > 0 && (isCurrent || state.pointed === key);
  const found = state.found === key;
  const mentioned = entry.mentions?.some((one) => one.own) === true;
  const classes = { message: true, [`author-${color}`]: true, first, own, removed, found, mentioned };
  return html`<article
    class=${classMap(classes)}
    data-key=${key}
    data-order=${order}
    data-status=${entry.status}
    data-vscode-context=${hasToolbar ? menuContext(entry, actions, state.panel) : nothing}
    tabindex=${isCurrent ? 0 : nothing}
    aria-label=${isCurrent ? messageLabel(entry, strings, context.formats, { plain: state.panel?.plain === true, emojiOf: context.emojiOf }) : nothing}
  >
    ${first ? avatarView(entry, state.panel) : nothing} ${headView(entry, first, state.panel, context)}
    ${entry.reply ? replyView(entry.reply, isCurrent, context) : nothing}
    ${bodyView(entry, first, state, context)}
    ${unsentEdit?.status === 'pending' ? html`<p class="change sending">${strings.sendingChange}</p>` : nothing}
    ${reactionsView(entry, actions.includes('addReaction'), isCurrent, context)}
    ${
      entry.status === 'failed'
        ? failureView(entry, key, entry.problem ?? strings.notSent, state, context)
        : nothing
    }
    ${
      unsentEdit?.status === 'failed'
        ? failureView(
            withoutUndefined<PanelMessage>({ ...entry, text: unsentEdit.text, removed: undefined }),
            unsentEdit.key,
            [strings.changeNotSent, unsentEdit.problem].filter(Boolean).join(' '),
            state,
            context,
          )
        : nothing
    }
    ${hasToolbar ? toolbarView(entry, actions, state, context) : nothing}
  </article>`;
}

/** What the entries of its menu ask for in the manifest, and what their commands are told. */
const menuContext = (
  entry: PanelMessage,
  actions: readonly MessageAction[],
  panel: PanelState | undefined,
): string =>
  JSON.stringify({
    ...{ ...aboutAuthor(entry, panel), webviewSection: 'message', message: entry.key },
    canReply: actions.includes('reply'),
    canReact: actions.includes('addReaction'),
    canEdit: actions.includes('edit'),
    canDelete: actions.includes('remove'),
    canCopy: actions.includes('copyText'),
    canLink: actions.includes('copyLink'),
  });

/** The same for the name of somebody else. */
const authorMenuContext = (entry: PanelMessage, panel: PanelState | undefined): string =>
  JSON.stringify({
    ...{ ...aboutAuthor(entry, panel), webviewSection: 'author' },
  });

const aboutAuthor = ({ own, authorKey, author }: PanelMessage, panel: PanelState | undefined): object => ({
  ...{ author: authorKey, authorName: author, own },
  // an original server has no direct messages
  canWriteTo: !own && panel?.room?.basic === false,
});

function avatarView(entry: PanelMessage, panel: PanelState | undefined): TemplateResult {
  const { own, author } = entry;
  return html`<span
    class="avatar"
    aria-hidden="true"
    data-vscode-context=${own ? nothing : authorMenuContext(entry, panel)}
    @click=${own ? nothing : openMenu}
    >${initials(author)}</span
  >`;
}

/** The name of somebody else opens a menu of what can be done about them; by keyboard, it is in the menu of the message. */
function authorView(entry: PanelMessage, first: boolean, panel: PanelState | undefined): TemplateResult {
  const { own, author } = entry;
  if (own || !first)
    return html`<span class="author ${first ? '' : 'visually-hidden'}" dir="auto">${author}</span>`;
  return html`<span
    class="author"
    dir="auto"
    role="button"
    tabindex="-1"
    aria-haspopup="menu"
    data-vscode-context=${authorMenuContext(entry, panel)}
    @click=${openMenuUnlessSelecting}
    >${author}</span
  >`;
}

/** Who has drawn the pointer over the name to select text wants no menu. */
function openMenuUnlessSelecting(event: Event): void {
  if (document.getSelection()?.isCollapsed !== false) openMenu(event);
}

function headView(
  entry: PanelMessage,
  first: boolean,
  panel: PanelState | undefined,
  { strings, formats }: ViewContext,
): TemplateResult {
  // Within a group, name and time are there for screen readers, and the time is in the text's tooltip.
  const hidden = first ? '' : 'visually-hidden';
  return html`<div class="head">
    ${authorView(entry, first, panel)}${first && entry.own ? html` <span class="you">${strings.you}</span>` : nothing}${
      first ? lookAlikeView(entry, strings) : nothing
    }${
      first && entry.plainPeer
        ? html` <span class="plain-peer" title=${strings.plainPeerText}>${strings.plainPeer}</span>`
        : nothing
    }${
      entry.direct === undefined || panel?.conversation
        ? nothing
        : html` <span class="direct">${sentenceView(entry.direct)}</span>`
    }
    <time class=${hidden} datetime=${formats.iso(entry.at)} title=${formats.exact(entry.at)}
      >${formats.time(entry.at)}</time
    >
    ${entry.status === 'pending' ? html`<span class="sending">${strings.sending}</span>` : nothing}
  </div>`;
}

function bodyView(
  entry: PanelMessage,
  first: boolean,
  state: ViewState,
  context: ViewContext,
): TemplateResult {
  const { strings, formats } = context;
  const { editedAt } = entry;
  return html`<div class="body" title=${first ? nothing : formats.exact(entry.at)}>
    ${saidView(entry, state, context)}${
      editedAt === undefined
        ? nothing
        : html` <span class="edited" title=${formats.exact(editedAt)}>${strings.edited}</span>`
    }
  </div>`;
}

/** Why a message or a change was not sent, and what can be done. @param key what `retry` and `discard` know it by */
function failureView(
  said: PanelMessage,
  key: string,
  problem: string,
  { panel, copied }: ViewState,
  { strings, act }: ViewContext,
): TemplateResult {
  return html`<div class="failure">
    <span class="failure-icon" aria-hidden="true">!</span>
    ${problem}
    <span class="actions">
      ${
        isInRoom(panel?.connection)
          ? html`<button type="button" class="link retry" @click=${() => act.retry(key)}>
              ${strings.retry}
            </button>`
          : nothing
      }
      <button type="button" class="link copy" @click=${() => act.message(said, 'copyText')}>
        ${copied === said.key ? strings.copied : strings.copy}
      </button>
      <button type="button" class="link discard" @click=${() => act.discard(key)}>${strings.discard}</button>
    </span>
  </div>`;
}

import type { Destination } from '../../src/panel/fromPanel';
import type { PanelState } from '../../src/panel/stateSchemas';

/** Whether two texts are for the same. */
export const isSameDestination = (one: Destination, other: Destination): boolean =>
  one.room === other.room && one.to === other.to;

/** Tells apart whom texts are for. */
export const destinationKey = ({ room, to }: Destination): string =>
  to === undefined ? room : `${room}\n${to}`;

/** Whether both show the same conversation of the same room. */
export const isSameConversation = (before: PanelState | undefined, now: PanelState | undefined): boolean =>
  before?.room !== undefined &&
  before.room.address === now?.room?.address &&
  before.room.name === now.room.name &&
  before.conversation?.to === now.conversation?.to;

/** Whether another conversation is shown now than before, where one was. */
export const isElsewhere = (before: PanelState | undefined, now: PanelState | undefined): boolean =>
  before?.room !== undefined && !isSameConversation(before, now);

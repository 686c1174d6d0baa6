import type { Destination } from '../../src/panel/fromPanel';

/** Whether two texts are for the same. */
export const isSameDestination = (one: Destination, other: Destination): boolean =>
  one.room === other.room && one.to === other.to;

/** Tells apart whom texts are for. */
export const destinationKey = ({ room, to }: Destination): string =>
  to === undefined ? room : `${room}\n${to}`;

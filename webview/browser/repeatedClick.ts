/** Whether it is the second click of a double click, or one after it: it was not meant for what the first one has opened. */
export const isRepeatedClick = (event: Event): boolean => event instanceof MouseEvent && event.detail > 1;

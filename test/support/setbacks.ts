// States of the connection that are not as the person wants them, as the panel is told of them.
import type { ConnectionStatus } from '../../src/panel/stateSchemas';

export const away = (message: string): ConnectionStatus => ({
  ...{ kind: 'reconnecting', title: 'Host is away', message, remedies: ['tryAgain', 'leave', 'showLog'] },
  waiting: false,
});

export const left = (message: string): ConnectionStatus => ({
  ...{ kind: 'left', title: 'Room closed', message, remedies: ['joinAnother', 'tryAgain', 'host'] },
});

export const failed = (message: string): ConnectionStatus => ({
  ...{ kind: 'failed', title: 'Nobody answers', message, remedies: ['tryAgain', 'changeAddress', 'showLog'] },
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { COMMAND_IDS } from '../../../../src/editor/platform/ids';

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  contributes: {
    menus: Record<string, { command: string }[]>;
  };
};

describe('the ids of the commands', () => {
  it('are all that the menus name', () => {
    const known = new Set<string>(COMMAND_IDS);
    for (const [menu, entries] of Object.entries(contributes.menus))
      for (const { command } of entries) assert.ok(known.has(command), `${command} in ${menu}`);
  });
});

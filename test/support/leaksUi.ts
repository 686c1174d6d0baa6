// Mocha's own interface, and the leak check as root hooks. VS Code's runner takes no hooks from what it requires, but lets
// a module be the interface (.vscode-test.mjs).
import Mocha from 'mocha';
import { mochaHooks } from './leaks';

export = (root: Mocha.Suite): void => {
  Mocha.interfaces.bdd(root);
  for (const name of ['beforeEach', 'afterEach', 'afterAll'] as const) root[name](mochaHooks[name]);
};

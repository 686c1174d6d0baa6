// The one file that knows the UI toolkit: leaving it must be a change of this file alone. Components one by
// one and eagerly, since the toolkit maps the theme's colours on the window's `load` event.
import { vsCodeButton } from '@vscode/webview-ui-toolkit/dist/button/index.js';
import { provideVSCodeDesignSystem } from '@vscode/webview-ui-toolkit/dist/vscode-design-system.js';

provideVSCodeDesignSystem().register(vsCodeButton());

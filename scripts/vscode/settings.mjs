// A quiet VS Code: no welcome, no questions, nothing that looks for the internet.
export const QUIET_SETTINGS = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'chat.disableAIFeatures': true,
  'window.menuBarVisibility': 'compact',
};

/**
 * The environment for a VS Code of our own: without what an outer one left there, as in its terminal.
 * @param {Record<string, string | undefined>} extra
 * @returns {NodeJS.ProcessEnv}
 */
export function cleanEnvironment(extra = {}) {
  const own = Object.entries(process.env).filter(
    ([name]) => name === 'VSCODE_TEST_OPTIONS' || !/^(VSCODE|ELECTRON)_/.test(name),
  );
  return { ...Object.fromEntries(own), ...extra };
}

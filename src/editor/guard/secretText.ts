import * as vscode from 'vscode';
import type { LikelySecret } from './likelySecrets';
import type { SecretKind } from './secretKinds';

const { t } = vscode.l10n;

/** What may be secret, with its line, as in “Line 12: GitHub key or token”. */
export const secretText = ({ what, line }: LikelySecret): string => t('Line {0}: {1}', line, kindText(what));

function kindText(what: SecretKind): string {
  switch (what.kind) {
    case 'service-key':
      return t('{0} key or token', what.service);
    case 'private-key':
      return t('private key');
    case 'password-in-address':
      return t('password in an address');
    case 'database-password':
      return t('password of a database');
    case 'assigned':
      return t('password, key or token');
    case 'jwt':
      return t('access token (JWT)');
    case 'other':
      return t('key or token');
  }
}

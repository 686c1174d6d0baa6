import { asError } from '../../base/asError';

/** Why the disk failed: in words for the known errors, otherwise as the system says it. */
export function diskReason(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'it may not be written';
    case 'ENOENT':
      return 'its folder is not there';
    case 'EISDIR':
      return 'it is a folder';
    default:
      return asError(error).message;
  }
}

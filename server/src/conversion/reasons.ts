import { message, type Message } from '../core/message';

/** Why something stays, where several places have to say it. */
export function needsShell(keyword: string): Message {
  return message('{0} needs a shell, and the new image has none', keyword.toUpperCase());
}

export function hasNo(what: string): Message {
  return message('the new image has no {0}', what);
}

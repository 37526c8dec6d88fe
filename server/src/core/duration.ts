import { message, type Message } from './message';

/** How long something will still take, as exactly as anybody wants to know. */
export function durationMessage(milliseconds: number): Message {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  if (seconds < 120) return message('{0} s', seconds);
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? message('{0} min', minutes) : message('{0} h', Math.round(minutes / 60));
}

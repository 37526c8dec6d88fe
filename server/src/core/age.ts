import { message, type Message } from './message';

const minute = 60_000;

/** How long ago something was, as exactly as anybody wants to know it. */
export function ageText(milliseconds: number): Message {
  const minutes = Math.max(1, Math.round(milliseconds / minute));
  if (minutes < 60) return minutes === 1 ? message('a minute ago') : message('{0} minutes ago', minutes);
  const hours = Math.round(minutes / 60);
  if (hours < 48) return hours === 1 ? message('an hour ago') : message('{0} hours ago', hours);
  const days = Math.round(hours / 24);
  if (days < 60) return message('{0} days ago', days);
  const months = Math.round(days / 30.4);
  return months < 24 ? message('{0} months ago', months) : message('{0} years ago', Math.round(months / 12));
}

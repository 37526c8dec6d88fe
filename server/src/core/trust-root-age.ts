/** Whole days since somebody last vouched for a trust root: since its refresh, else since its date. Undefined without one. */
export function trustRootAge({ date, refreshed }: { readonly date: string; readonly refreshed?: string }, now: number): number | undefined {
  const since = Date.parse(refreshed ?? date);
  return Number.isNaN(since) ? undefined : Math.max(Math.floor((now - since) / 86_400_000), 0);
}

/** What is remembered of hosts: so many of them, the one that was written down longest ago is forgotten first. */
export interface ByHost<T> {
  get(host: string): T | undefined;
  set(host: string, value: T): void;
  delete(host: string): void;
}

const mostHosts = 500;

export function createByHost<T>(): ByHost<T> {
  const values = new Map<string, T>();
  return {
    get: host => values.get(host),
    set(host, value) {
      values.delete(host);
      values.set(host, value);
      if (values.size > mostHosts) values.delete(values.keys().next().value as string);
    },
    delete: host => void values.delete(host),
  };
}

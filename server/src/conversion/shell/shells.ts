/** Programs that run scripts, as distributions call them. */
export const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash']);

/** Of the language client: its id, and what people read in the list of outputs. */
export const languageClientNames = ['plimsoll', 'Plimsoll'] as const;

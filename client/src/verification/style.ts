/** All colours are the theme's; what stands out by colour stands out by a sign and a word as well. */
export const style = `
body { margin: 0; padding: 0; color: var(--vscode-foreground); background: var(--vscode-editor-background);
  font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); line-height: 1.5; }
main { max-width: 64rem; padding: 1.25rem 1.25rem 3rem; }
h1, h2, h3, p, ul, dl, pre { margin: 0; padding: 0; }
h1 { font-size: 1.6em; font-weight: 600; line-height: 1.25; }
h2 { font-size: 1.15em; font-weight: 600; display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; }
h3 { font-size: 1em; font-weight: 600; margin-top: 1rem; }
ul { list-style: none; }
svg { width: 1em; height: 1em; vertical-align: -.125em; }
bdi, code, pre { overflow-wrap: anywhere; }
code, pre { font-family: var(--vscode-editor-font-family); font-size: .92em; color: inherit; background: none; padding: 0; }
a { color: var(--vscode-textLink-foreground); text-decoration: none; border-radius: 2px; }
a:hover { color: var(--vscode-textLink-activeForeground); text-decoration: underline; }
a:focus-visible, summary:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
header { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; align-items: center;
  padding: 1rem 1.25rem; border: 1px solid var(--vscode-contrastBorder, transparent); border-left: 4px solid currentColor;
  background: var(--vscode-textBlockQuote-background, transparent); border-radius: 3px; }
header .seal { font-size: 2rem; line-height: 1; grid-row: span 2; align-self: start; padding-top: .1rem; }
header h1, header p { color: var(--vscode-foreground); }
.good, .ok .mark { color: var(--vscode-testing-iconPassed, #388a34); }
.warning { color: var(--vscode-editorWarning-foreground, #bf8803); }
.bad, .failed .mark, .failed .word { color: var(--vscode-testing-iconFailed, var(--vscode-errorForeground)); }
.neutral { color: var(--vscode-descriptionForeground); }
nav { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; margin-top: 1rem; align-items: center; }
nav ul { display: flex; flex-wrap: wrap; gap: .5rem; }
nav .tools { gap: .5rem 1.25rem; }
nav .steps { flex-basis: 100%; }
.button { display: inline-block; padding: .3rem .8rem; border-radius: 2px; border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent));
  color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); overflow-wrap: anywhere; }
.button:hover { color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryHoverBackground); text-decoration: none; }
section { margin-top: 1.75rem; padding-top: 1.25rem; border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, rgba(128, 128, 128, .35))); }
.summary { font-size: .87em; font-weight: normal; }
.summary bdi { color: var(--vscode-foreground); }
dl { display: grid; grid-template-columns: 9.75rem 1fr; gap: .2rem .75rem; margin-top: .6rem; }
dt { color: var(--vscode-descriptionForeground); }
dd { margin: 0; min-width: 0; }
.checks { margin-top: .4rem; }
.checks li { display: grid; grid-template-columns: 1.25rem 14rem 1fr; gap: 0 .5rem; align-items: baseline; padding: .1rem 0; }
.skipped .mark, .word { color: var(--vscode-descriptionForeground); }
.failed .label { font-weight: 600; }
details { margin-top: .5rem; }
details > *:not(summary) { margin-left: 1.1rem; }
summary { cursor: pointer; border-radius: 2px; }
summary .summary { margin-left: .5rem; }
pre { white-space: pre-wrap; word-break: break-all; margin-top: .6rem; padding: .6rem .8rem; border-radius: 3px; background: var(--vscode-textCodeBlock-background);
  border: 1px solid var(--vscode-contrastBorder, transparent); }
.hint { color: var(--vscode-descriptionForeground); margin-top: .4rem; }
@media (max-width: 34rem) {
  main { padding: 1rem; }
  dl, .checks li { grid-template-columns: 1fr; }
  .checks li { grid-template-columns: 1.25rem 1fr; }
  .checks .said { grid-column: 2; }
  .checks li.ok:not(:has(.said bdi)) { grid-template-columns: 1.25rem 1fr auto; }
  .checks li.ok:not(:has(.said bdi)) .said { grid-column: 3; }
  dd { margin-bottom: .4rem; }
}
`;

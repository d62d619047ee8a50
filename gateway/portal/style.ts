/** The portal's style sheet: readable at any width and zoom, on paper, and without colour. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --line: #6b6b6b; --accent: #005a9c; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f2f2f2; --paper: #16181a; --line: #a0a0a0; --accent: #8ec8ff; }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.55 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
}
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; }
header, main, footer { max-width: 44rem; margin: 0 auto; padding: 1rem; }
header { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; }
h1 { font-size: 1.75rem; line-height: 1.2; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin-top: 2rem; }
a { color: var(--accent); }
a:focus-visible, input:focus-visible, textarea:focus-visible, button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
form { display: grid; gap: 1rem; max-width: 28rem; }
label { display: grid; gap: 0.25rem; font-weight: 600; }
small { font-weight: 400; }
input, textarea { font: inherit; padding: 0.5rem; border: 2px solid var(--line); background: var(--paper); color: inherit; width: 100%; }
button { font: inherit; font-weight: 600; padding: 0.6rem 1.2rem; border: 2px solid var(--accent); background: var(--accent); color: var(--paper); justify-self: start; }
.answer { border: 3px solid currentColor; padding: 1rem; font-size: 1.375rem; font-weight: 700; }
.answer::before { margin-inline-end: 0.5rem; }
.RECOGNISED::before, .valid::before { content: "✓"; }
.RECOGNISED_WITH_CONDITIONS::before { content: "✓ !"; }
.NOT_RECOGNISED::before, .invalid::before { content: "✕"; }
.INDETERMINATE::before, .unknown::before { content: "?"; }
.RECOGNISED_WITH_CONDITIONS { border-style: dashed; }
.INDETERMINATE, .unknown { border-style: dotted; }
textarea { font-family: ui-monospace, monospace; font-size: 0.875rem; font-weight: 400; min-height: 9rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; vertical-align: top; padding: 0.4rem 0.75rem 0.4rem 0; border-bottom: 1px solid var(--line); }
tr > :nth-child(-n + 2) { white-space: nowrap; }
dt { font-weight: 600; }
dd { margin: 0 0 0.5rem; overflow-wrap: anywhere; }
li { overflow-wrap: anywhere; margin-block: 0.4rem; }
code { font-family: ui-monospace, monospace; font-size: 0.9em; }
@media print { form, nav, .skip { display: none; } }
`;

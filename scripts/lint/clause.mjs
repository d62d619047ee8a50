/** Every function that carries out the rule names the clause that it carries out (docs/rule.md). */
const isClause = ({ type, value }) => type === 'Block' && /\bRULE §/.test(value);

const ruleClause = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { missing: '{{name}}: say which clause it carries out, as in `/** RULE §6 */`.' },
  },
  create: (context) => ({
    'Program > ExportNamedDeclaration > FunctionDeclaration'(node) {
      if (context.sourceCode.getCommentsBefore(node.parent).some(isClause)) return;
      context.report({ node, messageId: 'missing', data: { name: node.id.name } });
    },
  }),
};

/** Rules of our own. */
export const clauses = {
  files: ['subgraphs/agreements/decision/gates/*.ts'],
  ignores: ['subgraphs/agreements/decision/gates/index.ts'],
  plugins: { symbolon: { rules: { 'rule-clause': ruleClause } } },
  rules: { 'symbolon/rule-clause': 'error' },
};

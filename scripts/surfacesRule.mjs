// A rule of the linter: texts reach VS Code through src/editor/platform/surfaces.ts only, which knows what each surface makes of
// links, Markdown and icons. It goes by types, so that no alias and no assignment in bulk gets around it.
// test/lint/surfaces.ts shows that it bites.
/** @typedef {import('eslint').Rule.Node | import('estree').Node} Node */
/** @typedef {import('typescript').Type} Type */
/** @typedef {import('typescript').Symbol} Symbol */
/** @typedef {import('typescript').Expression} Expression */
/** @typedef {{ program: import('typescript').Program, esTreeNodeToTSNodeMap: { get(node: Node): Expression } }} Services */

/** What shows a text that it is called with, and what writes into an output channel. */
const CALLS =
  /^(?:show\w*Message|show\w*Pick|show\w*Dialog|showInputBox|setStatusBarMessage|with\w*Progress|createWebviewPanel|MarkdownString|TreeItem|append|appendLine|replace|trace|debug|info|warn|error)$/;
/** What shows the text, or the entries, that it is set to. */
const TEXTS =
  /^(?:label|description|detail|tooltip|text|title|place[hH]older|prompt|validationMessage|message|badge|items|name|accessibilityInformation)$/;

/** What sets whatever it is given. */
const SETTERS = /^(?:Object\.(?:assign|definePropert(?:y|ies))|Reflect\.(?:set|defineProperty))$/;

/** @param {Symbol | undefined} symbol */
const isVscode = (symbol) =>
  symbol?.declarations?.some((one) => /[\\/]@types[\\/]vscode[\\/]/.test(one.getSourceFile().fileName)) ??
  false;

/**
 * Whether such a type has a text of that name that VS Code shows.
 * @param {Type | undefined} type
 * @param {string} name
 */
const hasText = (type, name) =>
  TEXTS.test(name) &&
  type !== undefined &&
  (type.isUnion() ? type.types : [type]).some((one) => isVscode(one.getProperty(name)));

/** The same each time, and ours. @param {Node} node */
const isFixed = (node) =>
  node.type === 'Literal' || (node.type === 'Identifier' && node.name === 'undefined');

/** @param {Node} key */
const nameOf = (key) =>
  key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : '';

/** @type {import('eslint').Rule.RuleModule} */
export const surfacesRule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { way: '`{{name}}` of VS Code shows a text: go through src/editor/platform/surfaces.ts.' },
  },
  create(context) {
    const { program, esTreeNodeToTSNodeMap: nodes } = /** @type {Services} */ (
      context.sourceCode.parserServices
    );
    const checker = program.getTypeChecker();
    /** @param {Node} node @param {string} name */
    const report = (node, name) => context.report({ node, messageId: 'way', data: { name } });
    /** @param {Node} node */
    const typeOf = (node) => checker.getApparentType(checker.getTypeAtLocation(nodes.get(node)));

    /** Also of a key that is computed, where its type tells it. @param {import('estree').MemberExpression} node */
    const memberOf = ({ property, computed }) => {
      const type = computed ? checker.getTypeAtLocation(nodes.get(property)) : undefined;
      return type?.isStringLiteral() ? type.value : nameOf(property);
    };
    /** Something that is set. @param {Node} target */
    const checkTarget = (target) => {
      if (target.type !== 'MemberExpression') return;
      const name = memberOf(target);
      if (hasText(typeOf(target.object), name)) report(target, name);
    };

    return {
      MemberExpression(node) {
        const { object, property } = node;
        const name = memberOf(node);
        if (CALLS.test(name) && isVscode(typeOf(object).getProperty(name))) report(property, name);
      },
      'ObjectPattern > Property'(
        /** @type {import('estree').Property & { parent: Node }} */ { key, parent },
      ) {
        const name = nameOf(key);
        if (CALLS.test(name) && isVscode(typeOf(parent).getProperty(name))) report(key, name);
      },
      ImportSpecifier({ imported, parent }) {
        const from = parent.type === 'ImportDeclaration' ? parent.source.value : undefined;
        if (from === 'vscode' && CALLS.test(nameOf(imported))) report(imported, nameOf(imported));
      },
      AssignmentExpression({ left, right }) {
        if (!isFixed(right)) checkTarget(left);
      },
      'ArrayPattern > MemberExpression': checkTarget,
      'ObjectPattern > Property > MemberExpression.value': checkTarget,
      'ForOfStatement > MemberExpression.left': checkTarget,
      /** In an object that is made to be one of VS Code's. */
      'ObjectExpression > Property'(
        /** @type {import('estree').Property & { parent: Node }} */ { key, value, parent },
      ) {
        if (isFixed(value)) return;
        const object = nodes.get(parent);
        const name = nameOf(key);
        if (hasText(checker.getContextualType(object), name)) report(key, name);
      },
      /** `Object.assign(item, …)` and the like set whatever they are given. */
      CallExpression({ callee, arguments: [target] }) {
        if (callee.type !== 'MemberExpression' || !target) return;
        const name = `${nameOf(callee.object)}.${memberOf(callee)}`;
        if (SETTERS.test(name) && isVscode(typeOf(target).symbol)) report(target, name);
      },
    };
  },
};

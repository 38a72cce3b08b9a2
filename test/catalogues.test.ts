import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseSync } from '@swc/core';

const SRC = new URL('../src/', import.meta.url).pathname;
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

/** Rooms in which nothing is written for people: their literals are SQL, log lines and causes for the log. */
const SILENT = ['connection', 'docspace', 'store', 'log.ts'];

const isCatalogue = (file: string) => basename(file) === 'text.ts' || basename(dirname(file)) === 'text';
const isSilent = (file: string) => SILENT.some((room) => file === room || file.startsWith(`${room}/`));

/** Calls whose text is for the log or the database, and not for people who use the app. */
const NOT_FOR_PEOPLE = [
  /(^|\.)log\.(debug|info|warn|error)$/,
  /(^|\.)reporter\.(run|report|bestEffort)$/,
  /(^|\.)(bestEffort|super|sql)$/,
  /(^|\.)(select|selectFrom|where|whereRef|and|or|orderBy|row|eb|innerJoin|leftJoin)(\(\))?$/,
];

interface Node {
  type?: string;
  [key: string]: unknown;
}

function nameOf(callee: Node): string {
  if (callee.type === 'Identifier') return String(callee.value);
  if (callee.type === 'Super') return 'super';
  if (callee.type === 'CallExpression') return `${nameOf(callee.callee as Node)}()`;
  if (callee.type !== 'MemberExpression') return '';
  return `${nameOf(callee.object as Node)}.${String((callee.property as Node).value)}`;
}

/** Whether what a node holds is read by operators and developers alone: causes of errors, log lines, SQL, names of work. */
function isForLog(node: Node): boolean {
  if (node.type === 'NewExpression') return true;
  const callee = node.type === 'CallExpression' ? node.callee : node.type === 'TaggedTemplateExpression' && node.tag;
  return Boolean(callee) && NOT_FOR_PEOPLE.some((pattern) => pattern.test(nameOf(callee as Node)));
}

const isSentence = (text: string) => /\p{L}{2,}[,;:]? \p{L}{2,}/u.test(text);

/** Every literal in a file that holds at least two words for people. */
function sentencesIn(file: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) visit(each);
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
    const each = node as Node;
    if (each.type === 'ImportDeclaration' || each.type === 'TsLiteralType') return;
    const literal = each.type === 'StringLiteral' ? each.value : each.type === 'TemplateElement' ? each.cooked : '';
    if (typeof literal === 'string' && isSentence(literal)) found.push(literal);
    // Functions among the arguments are work and handlers: what they say is said to people.
    const inside = isForLog(each)
      ? functionsOf(each)
      : Object.entries(each).map(([key, value]) => key !== 'span' && value);
    for (const value of inside) visit(value);
  };
  visit(parseSync(readFileSync(join(SRC, file), 'utf8'), { syntax: 'typescript', target: 'es2022' }));
  return found;
}

function functionsOf(call: Node): unknown[] {
  const given = Array.isArray(call.arguments)
    ? call.arguments.map((argument: Node) => argument.expression as Node)
    : [];
  return given.filter((argument) => /Function|ObjectExpression/.test(argument.type ?? ''));
}

/** What American English as Slack speaks it does not say, and what one of our own words stands for. */
const NOT_SAID: Readonly<Record<string, RegExp>> = {
  'cannot: can’t': /\bcannot\b/i,
  'may: can': /\b(you|they|who|person|people|it) may\b/i,
  please: /\bplease\b/i,
  'somebody, whoever: name the role': /\b(somebody|whoever)\b/i,
  'any more: no longer': /\bany ?more\b/i,
  'straight apostrophe: ’': /[a-z]'[a-z]/i,
  'take back: undo or withdraw': /\btak(e|en|es) back\b/i,
};

describe('the sentences people read', () => {
  it('are in the catalogue of their room', () => {
    const elsewhere = files
      .filter((file) => !isCatalogue(file) && !isSilent(file))
      .flatMap((file) => sentencesIn(file).map((sentence) => `${file}: ${sentence}`));
    expect(elsewhere).toEqual([]);
  });

  it('are written in one language', () => {
    const catalogues = files.filter(isCatalogue);
    const found = catalogues.flatMap((file) =>
      sentencesIn(file).flatMap((sentence) =>
        Object.entries(NOT_SAID)
          .filter(([, pattern]) => pattern.test(sentence))
          .map(([rule]) => `${file}: “${sentence}” (${rule})`),
      ),
    );
    expect(found).toEqual([]);
  });
});

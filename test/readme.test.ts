/** What the READMEs say is answered is answered: each block of GraphQL or shell that is followed by one of JSON is asked for real. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PROJECT_ROOT } from '../src/project-root';
import { ADMIN_TOKEN, type GraphqlAnswer, importTexts, sampleTexts, startTestHub, type TestHub } from './support/hub';

const READMES = ['README.md', 'README.zh-CN.md'] as const;

interface Block {
  readonly language: string;
  readonly text: string;
}

interface Promised {
  readonly asked: Block;
  readonly answer: unknown;
}

const read = (file: string): string => readFileSync(join(PROJECT_ROOT, file), 'utf8');

function blocksOf(markdown: string): readonly Block[] {
  return [...markdown.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({ language, text }));
}

/** Every block that asks, with the answer after it. */
function promisesOf(blocks: readonly Block[]): readonly Promised[] {
  return blocks.flatMap((asked, at) => {
    if (asked.language !== 'graphql' && asked.language !== 'sh') return [];
    const next = blocks[at + 1];
    if (next?.language === 'csv') return [{ asked, answer: next.text }];
    if (next?.language !== 'json') throw new Error(`no answer after:\n${asked.text}`);
    return [{ asked, answer: JSON.parse(next.text) as unknown }];
  });
}

/** A directory like the one a newcomer stands in: the samples, and the token that the first start left. */
function projectDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'ogi-readme-'));
  symlinkSync(join(PROJECT_ROOT, 'samples'), join(directory, 'samples'));
  mkdirSync(join(directory, 'data'));
  writeFileSync(join(directory, 'data', 'admin-token'), `${ADMIN_TOKEN}\n`);
  return directory;
}

/** Runs a command in a shell whose curl notes its arguments and hands the body back: not every machine has one. */
function bodyOf(command: string, cwd: string): { readonly query: string; readonly variables: object } {
  const curl = 'curl() { printf "%s\\n" "$@" > arguments; cat; }';
  const body = execFileSync('sh', ['-eu', '-c', `${curl}\n${command}`], { cwd, encoding: 'utf8' });
  const flags = readFileSync(join(cwd, 'arguments'), 'utf8').split('\n');
  expect(flags).toContain('http://127.0.0.1:4000/graphql');
  expect(flags).toContain(`Authorization: Bearer ${ADMIN_TOKEN}`);
  return JSON.parse(body);
}

/** What a command that exports gets: its curl is that of `-G` and `--data-urlencode`. */
async function exported(hub: TestHub, command: string, cwd: string): Promise<string> {
  execFileSync('sh', ['-eu', '-c', `curl() { printf '%s\\0' "$@" > arguments; }\n${command}`], { cwd });
  const given = readFileSync(join(cwd, 'arguments'), 'utf8').split('\0');
  const [flags, address = '', option, parameter = ''] = given;
  expect([flags, option]).toEqual(['-sG', '--data-urlencode']);
  const [name = '', ...value] = parameter.split('=');
  const search = new URLSearchParams({ [name]: value.join('=') });
  const response = await fetch(`${address.replace('http://127.0.0.1:4000', hub.url)}?${search}`);
  return (await response.text()).replaceAll('\r', '');
}

async function ask(hub: TestHub, { language, text }: Block, directory: string): Promise<GraphqlAnswer | string> {
  if (language === 'graphql') return hub.ask(text);
  if (text.includes('/export/')) return exported(hub, text, directory);
  const { query, variables } = bodyOf(text, directory);
  return hub.askAsAdministrator(query, variables);
}

test.each(READMES)('%s: every answer is the real one', async (file) => {
  const directory = projectDirectory();
  const hub = await startTestHub();
  try {
    await importTexts(hub, sampleTexts());
    const promises = promisesOf(blocksOf(read(file)));
    expect(promises.length).toBeGreaterThanOrEqual(6);
    for (const { asked, answer } of promises) expect(await ask(hub, asked, directory)).toEqual(answer);
  } finally {
    await hub.stop();
    rmSync(directory, { recursive: true, force: true });
  }
});

test('docs/reviewing.md: its questions and changes, one after the other, are answered without an error or a conflict', async () => {
  const hub = await startTestHub();
  try {
    await hub.dataSource.query('ALTER TABLE agency ALTER id RESTART WITH 12');
    const lixia = sampleTexts().find(({ name }) => name.startsWith('lixia'))?.text ?? '';
    const [item] = await importTexts(hub, [{ name: 'lixia.txt', text: lixia.replace('| 104 | 2 |', '| 114 | 2 |') }]);
    expect(item).toMatchObject({ status: 'IN_REVIEW', report: { id: '12-2024' } });
    const blocks = blocksOf(read('docs/reviewing.md'));
    expect(blocks.length).toBeGreaterThanOrEqual(6);
    const answers: GraphqlAnswer[] = [];
    for (const { text } of blocks) answers.push(await hub.askAsAdministrator(text));
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    expect(answers.flatMap(({ data }) => Object.values(data)).filter((answer) => Object(answer).conflict)).toEqual([]);
    expect(answers[2]?.data.correctFigures.report).toMatchObject({ revision: 2, state: 'PUBLISHED', diagnostics: [] });
  } finally {
    await hub.stop();
  }
});

test('both READMEs show the same commands, queries and answers', () => {
  const [english, chinese] = READMES.map((file) => blocksOf(read(file)).filter(({ language }) => language !== 'text'));
  expect(chinese).toEqual(english);
});

test('what the documents link to is there', () => {
  const decisions = readdirSync(join(PROJECT_ROOT, 'docs', 'decisions')).map((name) => join('docs', 'decisions', name));
  const documents = [
    ...READMES,
    'CHANGELOG.md',
    'bench/README.md',
    'docs/architecture.md',
    'docs/operations.md',
    'docs/reviewing.md',
    'docs/security.md',
    ...decisions,
  ];
  const links = documents.flatMap((file) =>
    [...read(file).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = '']) => join(dirname(file), link)),
  );
  expect(links.length).toBeGreaterThan(20);
  expect(links.filter((link) => !existsSync(join(PROJECT_ROOT, link)))).toEqual([]);
});

test.each(READMES)('%s: every script named is one of package.json', (file) => {
  const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
  const named = [...read(file).matchAll(/`npm (?:run )?([\w:]+)/g)].map(([, script = '']) => script);
  expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
});

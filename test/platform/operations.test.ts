/** What docs/operations.md and docs/security.md say, and that a backup as they describe it can be restored. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataSource } from '../../ormconfig';
import { readConfig } from '../../src/config';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/embedded/start-embedded-postgres';
import { createImportService } from '../../src/imports/import-service';
import { createMetrics } from '../../src/metrics';
import { PROJECT_ROOT } from '../../src/project-root';
import { createReportReader } from '../../src/store/report-reader';
import { readMadeUp } from '../support/build-draft';
import { importMadeUp, openTestStore } from '../support/store';
import { storedState } from '../support/stored-state';
import { urlOf } from '../support/test-server';

const read = (path: string): string => readFileSync(join(PROJECT_ROOT, path), 'utf8');
const operations = read('docs/operations.md');
const namesOf = (pattern: RegExp): readonly string[] => [...operations.matchAll(pattern)].map(([, name = '']) => name);

test('the table of settings names every variable that is read, and no other', () => {
  const asked = new Set<string>();
  const notice = (env: Readonly<Record<string, string>>): void => {
    readConfig(
      new Proxy(env, {
        get: (target, name) => {
          asked.add(String(name));
          return target[String(name)];
        },
      }),
    );
  };
  notice({});
  notice({ OIDC_ISSUER: 'https://id.example', OIDC_AUDIENCE: 'a' });
  expect(
    namesOf(/^\| `([A-Z_]+)` \|/gm)
      .filter((name) => !['VIEWER', 'EDITOR', 'REVIEWER', 'ADMIN'].includes(name))
      .toSorted(),
  ).toEqual([...asked].toSorted());
});

test('defaults in the table are the real ones', () => {
  const defaults = new Map(
    [...operations.matchAll(/^\| `([A-Z_]+)` \| `([^`]+)` \|/gm)].map(([, name = '', value = '']) => [name, value]),
  );
  const { port, host, rateLimits, trustProxy } = readConfig({});
  const shown = {
    PORT: port,
    HOST: host,
    RATE_LIMIT_PUBLIC: rateLimits.perAddress,
    RATE_LIMIT_TOKEN: rateLimits.perToken,
    TRUST_PROXY: trustProxy,
  };
  for (const [name, value] of Object.entries(shown)) expect([name, defaults.get(name)]).toEqual([name, String(value)]);
});

test('the table of metrics names every one of the hub', async () => {
  const nowhere = createDataSource({ url: 'postgres://127.0.0.1:1/none' });
  Object.assign(nowhere.driver, { master: { totalCount: 0, idleCount: 0, waitingCount: 0 } });
  const { text } = await createMetrics(nowhere, { ofProcess: false }).show();
  const measured = [...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name = '']) => name);
  expect(namesOf(/^\| `(ogi_\w+)` \|/gm).toSorted()).toEqual(measured.toSorted());
});

test('every test that security.md names is there', () => {
  const tests = [...read('docs/security.md').matchAll(/test\/[\w/-]+\.test\.ts/g)].map(([path]) => path);
  expect(tests.length).toBeGreaterThan(15);
  expect(tests.filter((path) => !existsSync(join(PROJECT_ROOT, path)))).toEqual([]);
});

/** Whether this machine can dump the server of the tests: an older pg_dump refuses a newer server. */
const canDump = (): boolean => {
  const url = process.env.TEST_DATABASE_URL ?? process.env.DATABASE_URL;
  if (url === undefined) return false;
  const major = (command: string, ...args: string[]): number => {
    const { stdout } = spawnSync(command, args, { encoding: 'utf8' });
    return Number(/\d+/.exec(stdout ?? '')?.[0] ?? 0);
  };
  return (
    major('pg_dump', '--version') >= (major('psql', '-Atc', 'SHOW server_version', url) || Number.POSITIVE_INFINITY)
  );
};

(canDump() ? test : test.skip)('a database of its own comes back from the dump that is described', async () => {
  const [dump = '', restore = ''] = namesOf(/^\$ (pg_\w+ .*)$/gm);
  const directory = mkdtempSync(join(tmpdir(), 'ogi-dump-'));
  const run = (command: string, url: string): void => {
    const options = { cwd: directory, encoding: 'utf8', env: { ...process.env, DATABASE_URL: url } } as const;
    const { status, stderr } = spawnSync('sh', ['-euc', command], options);
    expect([status, stderr]).toEqual([0, '']);
  };
  const [store, other] = [await openTestStore(), await openTestStore()];
  try {
    await importMadeUp(store.imports, [{ year: 2022 }, { year: 2023, seed: 2 }, { agencyName: '乙县教育局' }]);
    await importMadeUp(other.imports, [{ year: 2019 }]);
    run(dump, urlOf(store.database.connection));
    run(restore, urlOf(other.database.connection));
    expect(await storedState(other.dataSource)).toEqual(await storedState(store.dataSource));
    expect(await other.dataSource.showMigrations()).toBe(false);
    expect((await importMadeUp(other.imports, [{ year: 2024 }])).items[0]?.status).toBe('CREATED');
  } finally {
    await store.close();
    await other.close();
    rmSync(directory, { recursive: true, force: true });
  }
});

describe('the embedded database', () => {
  let directory: string;
  const running: EmbeddedPostgres[] = [];
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'ogi-backup-'));
    chmodSync(directory, 0o755);
  });
  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop();
    const made = join(directory, 'data', 'postgres');
    if (existsSync(made)) rmSync(realpathSync(made), { recursive: true, force: true });
    rmSync(directory, { recursive: true, force: true });
  });

  async function open(dataDir: string) {
    const server = await startEmbeddedPostgres({ dataDir, durable: false });
    running.push(server);
    const dataSource = await createDataSource(server.connection).initialize();
    return {
      dataSource,
      close: async () => {
        await dataSource.destroy();
        await server.stop();
      },
    };
  }

  const tar = (cwd: string, ...args: readonly string[]): void => {
    const { status, stderr } = spawnSync('tar', [...args], { cwd, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  };

  test('comes back from the backup that is described', async () => {
    const [command = ''] = namesOf(/^\$ (tar .*)$/gm);
    const [, , archive = ''] = command.split(' ');
    expect(command).toBe(`tar -chpf ${archive} data`);
    expect(operations).toContain(`tar -xpf ${archive}`);
    const first = await open(join(directory, 'data'));
    await first.dataSource.runMigrations();
    await importMadeUp(createImportService(first.dataSource, { read: readMadeUp }), [
      { year: 2022 },
      { year: 2023, seed: 2 },
    ]);
    const ask = (source: typeof first.dataSource) =>
      createReportReader(source, 'ALL').reports({}, [], { first: 10, after: null });
    const { nodes } = await ask(first.dataSource);
    expect(nodes).toHaveLength(2);
    await first.close();
    tar(directory, '-chpf', archive, 'data');
    const elsewhere = join(directory, 'elsewhere');
    spawnSync('mkdir', [elsewhere]);
    tar(elsewhere, '-xpf', join('..', archive));
    const restored = await open(join(elsewhere, 'data'));
    expect((await ask(restored.dataSource)).nodes).toEqual(nodes);
    expect(await restored.dataSource.showMigrations()).toBe(false);
    await restored.close();
  });
});

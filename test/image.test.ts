import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { VARIABLES } from '../src/config.ts';
import { startOperations } from '../src/operations/index.ts';
import { commandOf, copies, readDockerfile, said, variables } from './helpers/dockerfile.ts';
import { ManualClock } from './helpers/manual-clock.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const [build, image] = readDockerfile();

describe('the Dockerfile', () => {
  it('copies files that are there, and that .dockerignore lets in, and nothing else is let in', () => {
    const copied = copies(build).flatMap(({ from }) => from);
    expect(copied.filter((path) => !existsSync(new URL(`../${path}`, import.meta.url)))).toEqual([]);
    const [all, ...letIn] = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect([all, letIn.sort()]).toEqual(['*', copied.map((path) => `!${path}`).sort()]);
  });

  it('takes into the image only what the first stage made, with the same base', () => {
    expect(said(image, 'COPY').filter((rest) => !rest.startsWith('--from=build '))).toEqual([]);
    expect(said(build, 'FROM')[0]).toBe(`${said(image, 'FROM')[0]} AS build`);
  });

  it('runs the app itself, not npm, as a user by number who is not root, and ends it by SIGTERM', () => {
    expect(said(image, 'USER')).toEqual(['1000:1000']);
    expect(commandOf(said(image, 'CMD')[0])).toEqual(['node', 'dist/src/main.js']);
    expect(said(image, 'STOPSIGNAL')).toEqual(['SIGTERM']);
  });

  it('sets only variables that the app and Node.js read', () => {
    const known = [...VARIABLES, 'NODE_ENV'];
    expect(Object.keys(variables(image)).filter((name) => !known.includes(name))).toEqual([]);
  });

  it('asks for an address that answers 200 as long as the process works', async () => {
    const [node, flag, script = ''] = commandOf(said(image, 'HEALTHCHECK')[0]);
    expect([node, flag]).toEqual(['node', '-e']);
    const [, path] = /HEALTH_PORT\}(\/[\w/]+)/.exec(script) ?? [];
    const operations = await startOperations(0, new ManualClock());
    const answer = await fetch(`http://127.0.0.1:${operations.port}${path}`);
    await operations.close();
    expect([path, answer.status]).toEqual(['/health/live', 200]);
  });
});

const service = z.object({
  build: z.literal('.').optional(),
  env_file: z.string().optional(),
  environment: z.record(z.string(), z.string()).default({}),
  secrets: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  read_only: z.boolean().default(false),
  security_opt: z.array(z.string()).default([]),
  restart: z.string().optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
});
const compose = z.object({
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.unknown()).default({}),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
});

describe.each(['compose.yml', 'compose.sqlite.yml'])('%s', (file) => {
  const { services, volumes, secrets } = compose.parse(parse(read(file)));
  const all = Object.entries(services);

  it('sets only variables of the app that .env.example has', () => {
    const documented = [...read('.env.example').matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name);
    const set = all.filter(([, { build }]) => build).flatMap(([, { environment }]) => Object.keys(environment));
    expect(set.length).toBeGreaterThan(0);
    expect(set.filter((name) => !documented.includes(name))).toEqual([]);
  });

  it('gives each service exactly the secrets that its variables name, from files outside of git', () => {
    for (const [, { environment, secrets: given }] of all) {
      const named = Object.values(environment).flatMap((value) => /^\/run\/secrets\/(.+)$/.exec(value)?.[1] ?? []);
      expect(named.sort()).toEqual([...given].sort());
    }
    expect(Object.keys(secrets).sort()).toEqual([...new Set(all.flatMap(([, each]) => each.secrets))].sort());
    expect(Object.values(secrets).every(({ file: path }) => path.startsWith('./secrets/'))).toBe(true);
    expect(read('.gitignore').split('\n')).toContain('/secrets/');
  });

  it('runs each service on a file system it cannot write to, without new privileges, and again after a crash', () => {
    for (const [, each] of all) {
      expect(each.read_only).toBe(true);
      expect(each.security_opt).toEqual(['no-new-privileges:true']);
      expect(each.restart).toBe('unless-stopped');
    }
  });

  it('keeps what has to stay in volumes, and starts after what it needs is healthy', () => {
    const kept = all.flatMap(([, each]) => each.volumes.map((volume) => volume.split(':')));
    expect(kept.map(([name = '']) => name).sort()).toEqual(Object.keys(volumes).sort());
    const data = said(image, 'VOLUME');
    expect(kept.every(([, path = '']) => [...data, '/var/lib/postgresql/data'].includes(path))).toBe(true);
    for (const [, { depends_on: needs }] of all)
      for (const [name, { condition }] of Object.entries(needs))
        expect([condition, services[name]?.healthcheck !== undefined]).toEqual(['service_healthy', true]);
  });
});

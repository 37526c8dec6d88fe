import { describe, expect, it } from 'vitest';
import { background, failure, reference } from '../../support/fake-registry-client';
import { answer, asUsual, withHeaders } from '../fakes';
import { clicked, opened, world } from './world';

const own = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';
const challenge = `Basic realm="https://${own}/",service="ecr.amazonaws.com"`;

describe('Amazon ECR, an account of its own', () => {
  it('is not asked because a file names it', async () => {
    const { internet, client } = await world(own);
    expect(await failure(client.resolve(reference(`${own}/app:1`), opened))).toMatchObject({ code: 'host-not-allowed', host: own });
    expect(internet.log).toEqual([]);
  });

  it('wants a login, and the URL that it calls its realm is no place where tokens are had', async () => {
    const { registry, internet, client } = await world(own);
    registry.script(/manifests/, answer(401, { 'www-authenticate': challenge }, 'Not Authorized\n'));
    expect(await failure(client.resolve(reference(`${own}/app:1`), clicked))).toMatchObject({ code: 'unauthorized', status: 401, host: own });
    expect(internet.log).toEqual([`HEAD https://${own}/v2/app/manifests/1`]);
  });

  it('may tell no digest: it is that of the bytes', async () => {
    const { registry, internet, client } = await world(own);
    const { digest } = registry.putImage('app', 'x', '1');
    registry.script(/manifests/, withHeaders({ 'docker-content-digest': undefined }));
    expect(await client.resolve(reference(`${own}/app:1`), { consent: background(own) })).toMatchObject({ digest, verified: true });
    expect(internet.log).toEqual([`HEAD https://${own}/v2/app/manifests/1`, `GET https://${own}/v2/app/manifests/1`]);
  });
});

describe('Amazon ECR Public', () => {
  it('gives everybody tokens, at a path with a slash at its end', async () => {
    const { registry, internet, client } = await world('public.ecr.aws', { auth: 'bearer', service: 'public.ecr.aws', tokenPath: '/token/' });
    const { digest } = registry.putIndex('nginx/nginx', '1');
    expect(await client.resolve(reference('public.ecr.aws/nginx/nginx:1'), opened)).toMatchObject({ digest });
    expect(internet.log).toEqual([
      'HEAD https://public.ecr.aws/v2/nginx/nginx/manifests/1', 'GET https://public.ecr.aws/token/?service=public.ecr.aws&scope=repository:nginx/nginx:pull',
      'HEAD https://public.ecr.aws/v2/nginx/nginx/manifests/1',
    ]);
  });

  it('has little for those without a login: it is left alone as soon as it says so, and asked again later', async () => {
    const { registry, internet, client, clock } = await world('public.ecr.aws');
    const { digest } = registry.putIndex('nginx/nginx', '1');
    registry.script(/manifests/, answer(429, { 'retry-after': '5' }, '{"errors":[{"code":"TOOMANYREQUESTS","message":"Rate exceeded"}]}'), asUsual);
    const nginx = reference('public.ecr.aws/nginx/nginx:1');
    expect(await failure(client.resolve(nginx, opened))).toMatchObject({ code: 'rate-limited', status: 429, host: 'public.ecr.aws' });
    expect(await failure(client.resolve(nginx, opened))).toMatchObject({ code: 'rate-limited' });
    expect(internet.log).toHaveLength(1);
    clock.advance(6000);
    expect(await client.resolve(nginx, opened)).toMatchObject({ digest });
    expect(internet.log).toHaveLength(2);
  });
});

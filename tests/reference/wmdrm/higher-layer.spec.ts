import { expect, test } from '@playwright/test';
import { encodeBase64 } from '../../../harness/base64.ts';
import { writeRevInfo } from '../../../harness/wmdrm/rev-info.ts';
import { openHigherLayer } from '../../../reference/wmdrm/higher-layer.ts';
import { withServer, type Asking } from './asking.ts';

async function look({ higherLayer }: Asking, id: string): Promise<Response> {
  return fetch(`${higherLayer}?request=${encodeURIComponent(id)}`);
}

test('the state variables of a request are told by its id', async () => {
  await withServer(async asking => {
    const { post, request, state } = asking;
    const revocationInfo = writeRevInfo({ riv: 3 });
    await post(request({ revocationInfo }), { id: 'one & only' });
    const response = await look(asking, 'one & only');
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual({
      WRMHeader: state.content.header,
      SubjectId1: '212',
      SubjectId2: '1107',
      DrmKVersion: '2.2.0.0',
      RevocationInfo: encodeBase64(revocationInfo),
      SecurityVersion: '2.2.0.1',
      ClientVersion: '9.00.00.2778',
      ClientAppSec: '2000',
      ClientCertificate: encodeBase64(state.client.pkcert),
    });
  });
});

test('the header is told as it stands, and what is missing is not told', async () => {
  await withServer(async asking => {
    const { post, request } = asking;
    const header = '<WMRMHEADER  version = "2.0.0.0"><!-- kept --><DATA/>&#65;</WMRMHEADER >';
    const text = request({ header, headerPlace: 'CLIENTINFO' }).replace(
      /<DRMKVERSION>.*<\/DRMKVERSION>/,
      '',
    );
    await post(text, { id: '1' });
    const told = (await (await look(asking, '1')).json()) as Record<string, string>;
    expect(told['WRMHeader']).toBe(header);
    expect(Object.keys(told)).not.toContain('DrmKVersion');
    expect(Object.keys(told)).not.toContain('RevocationInfo');
  });
});

test('nothing is told of a request without an id, of a refused one, and of none', async () => {
  await withServer(async asking => {
    const { post, request } = asking;
    await post(request());
    await post(request({ clientId: new Uint8Array() }), { id: 'refused' });
    for (const id of ['', 'refused', 'none']) expect((await look(asking, id)).status).toBe(404);
    const response = await fetch(`${asking.higherLayer}?request=none`, { method: 'POST' });
    expect(response.status).toBe(405);
  });
});

test('the newest thousand requests are remembered', () => {
  const { tell, answer } = openHigherLayer();
  const ask = (id: string): number => {
    const url = new URL(`http://127.0.0.1/higher-layer?request=${id}`);
    return answer({ method: 'GET', url, headers: {}, body: new Uint8Array() }).status;
  };
  tell('again', {});
  for (let id = 0; id < 999; id++) tell(String(id), {});
  expect(ask('again')).toBe(200);
  tell('again', {});
  tell('one more', {});
  expect(['again', 'one more', '998', '1'].map(ask)).toEqual([200, 200, 200, 200]);
  expect(ask('0')).toBe(404);
});

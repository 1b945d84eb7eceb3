import { mkdir, writeFile } from 'node:fs/promises';
import { namedUrls } from '../harness/target/named-urls.ts';
import type { Target } from '../harness/target/target.ts';

/** What a user has to know about servers that are running. */
export interface Announcement extends Pick<Target, 'playready' | 'wmdrm' | 'clock' | 'services'> {
  /** Base URLs of the RMS server by deployment. */
  readonly deployments: Readonly<Record<string, string>>;
  readonly https?: Readonly<Record<string, string>>;
  /** The file with the certificate to trust. */
  readonly ca?: string;
}

/** Writes the certificate to trust where one reads it from; its name, from the port. */
export async function writeAuthority(
  certificate: string,
  https: Readonly<Record<string, string>>,
): Promise<string> {
  // Named by its port, so that a second server leaves the first one's alone.
  const { port } = new URL(Object.values(https)[0] ?? 'https://127.0.0.1');
  const ca = `reports/reference-ca-${port}.pem`;
  await mkdir('reports', { recursive: true });
  await writeFile(ca, certificate);
  return ca;
}

/** For people: a line for each URL, then the files. */
export function describeAnnouncement(announcement: Announcement): string {
  const { deployments, https = {}, ca, ...parts } = announcement;
  const rows = [...Object.entries(deployments), ...Object.entries(https), ...namedUrls(parts)];
  const width = Math.max(...rows.map(([name]) => name.length));
  const recordings = parts.playready?.recordings;
  return [
    ...rows.map(([name, url]) => `${name.padEnd(width)}  ${url}`),
    ...(ca === undefined ? [] : [`CA file: ${ca}`]),
    ...(recordings === undefined ? [] : [`recordings: ${recordings}`]),
  ].join('\n');
}

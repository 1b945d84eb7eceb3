/** What `--help` shows of each command; a test sees to it that every one is accepted. */
export const examples: Readonly<Record<string, readonly string[]>> = {
  start: ['npx assay start', 'npx assay start --project rmsi-soap12 --no-report'],
  run: [
    'npx assay run https://rms.example.com/_wmcs',
    'npx assay run --target contoso.yaml --only "rmsi.version.*"',
    'npx assay run --target contoso.yaml --dry-run',
    'npx assay run --target contoso.yaml --shard 1/3 --seed 7',
  ],
  init: ['npx assay init', 'npx assay init https://rms.example.com/_wmcs --out contoso.yaml'],
  discover: [
    'npx assay discover https://rms.example.com/_wmcs',
    'npx assay discover --target contoso.yaml --json',
  ],
  doctor: ['npx assay doctor', 'npx assay doctor --target contoso.yaml'],
  list: ['npx assay list', 'npx assay list --section 3.1 --level MUST', 'npx assay list --json'],
  explain: ['npx assay explain rmsi.decommission.empty-params'],
  report: ['npx assay report', 'npx assay report reports/2026-11-22T13-05-09-123Z --json'],
  merge: ['npx assay merge reports/shard-1 reports/shard-2 --out reports/merged'],
  prove: [
    'npx assay prove',
    'npx assay prove --suite playready',
    'npx assay prove --mutant every-key-is-aes',
  ],
  import: [
    'npx assay import capture.har --out recordings',
    'npx assay import message.bin --out recordings --json',
  ],
  record: [
    'npx assay record --listen 8080 --upstream https://license.example.com --out recordings',
  ],
  requirements: [
    'npx assay requirements --spec MS-RMSI.md --section 3.1',
    'npx assay requirements --coverage docs/coverage.md',
  ],
  extract: ['npx assay extract --spec MS-RMSI.md --out schemas/rmsi'],
  fixtures: ['npx assay fixtures', 'npx assay fixtures --spec rmsi'],
  playready: [
    'npx assay playready header header.bin --test-key-seed',
    'npx assay playready header pssh.bin --key-file content-key.txt --strict --json',
  ],
  serve: [
    'npx assay serve',
    'npx assay serve --https --mode mode2 --json',
    'npx assay serve --write-target reference.yaml',
  ],
  setup: ['npx assay setup'],
  complete: ['npx assay complete bash'],
};

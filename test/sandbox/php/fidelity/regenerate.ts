import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ARGV, readFidelityPrograms, STDIN, type Expected } from './programs.ts';

// `node test/sandbox/php/fidelity/regenerate.ts` writes expected.json anew from the `php` on this machine. It wants 8.2 or later with the
// extensions mbstring, pdo_sqlite, sqlite3, dom, simplexml, xmlreader and xmlwriter; a program whose result depends on the version
// of PHP does not belong here.

const SETTINGS = {
  display_errors: '1', log_errors: '0', html_errors: '0', error_reporting: '-1', memory_limit: '128M', output_buffering: '0', 'zend.assertions': '1',
  'date.timezone': 'UTC', short_open_tag: '1', variables_order: 'EGPCS', include_path: '.:', 'zend.exception_ignore_args': '0', 'zend.exception_string_param_max_len': '15', precision: '14',
  serialize_precision: '-1', 'session.use_strict_mode': '0', 'session.gc_probability': '0',
};

const php = process.argv[2] ?? 'php';
const folder = mkdtempSync(join(tmpdir(), 'fidelity-'));
const file = join(folder, 'main.php');
const version = spawnSync(php, ['-r', 'echo PHP_VERSION;'], { encoding: 'utf8' }).stdout;
const expected: Expected = { version, programs: {} };
for (const { name, code } of readFidelityPrograms()) {
  writeFileSync(file, code);
  const settings = Object.entries(SETTINGS).flatMap(([key, value]) => ['-d', `${key}=${value}`]);
  const { stdout, status } = spawnSync(php, [...settings, 'main.php', ...ARGV], { cwd: folder, input: STDIN, encoding: 'utf8' });
  expected.programs[name] = { stdout: stdout.replaceAll(`${folder}/`, '/app/').replaceAll(/(?<=in |#\d+ |\()main\.php/g, '/app/main.php'), exitCode: status ?? -1 };
}
rmSync(folder, { recursive: true });
writeFileSync(join(import.meta.dirname, 'expected.json'), `${JSON.stringify(expected, null, 1)}\n`);

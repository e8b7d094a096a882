import { expect, test } from 'vitest';
import { http, observed, program } from '../support.ts';
import { usePhp } from './support.ts';

const { run } = usePhp();

test('a program reads its input and arguments, prints, and exits with a code', async () => {
  const code = 'echo strtoupper(trim(fgets(STDIN))), " ", implode(",", array_slice($argv, 1)), "\\n";\nfwrite(STDERR, "to stderr\\n");\nexit(3);';
  const outcome = await run(code, [program('hello\n', 'a', "it's \\ é"), program('again')]);
  expect(observed(outcome, 'exited', 0)).toMatchObject({ exitCode: 3, stdout: "HELLO a,it's \\ é\n", stderr: 'to stderr\n' });
  expect(observed(outcome, 'exited', 1)).toMatchObject({ exitCode: 3, stdout: 'AGAIN \n' });
});

test('readline reads a line', async () => {
  const outcome = await run('$name = readline("Name? "); echo "Hi $name\\n"; var_dump(readline());', [program('Ada\n')]);
  expect(outcome.stdout).toBe('Name? Hi Ada\nbool(false)\n');
});

test('no case sees what another left', async () => {
  const code = `session_save_path('/tmp'); putenv('LEFT=' . (getenv('LEFT') + 1)); file_put_contents('left.txt', 'x', FILE_APPEND); file_put_contents('/tmp/left.txt', 'x', FILE_APPEND);
    file_put_contents('given.txt', 'x', FILE_APPEND); @unlink('/app/removed.txt'); @rename('/home', '/tmp/home'); $db = new PDO('sqlite:/tmp/left.db'); $db->exec('create table t(x)'); mt_srand(1);
    ini_set('precision', ini_get('precision') + 1); function once() {} setlocale(LC_ALL, 'C'); $a = str_repeat('x', 30_000_000); chdir('/tmp'); date_default_timezone_set('Asia/Tokyo');
    echo filesize('/app/left.txt'), filesize('/tmp/left.txt'), filesize('/app/given.txt'), ini_get('precision'), getenv('LEFT'), count(scandir('/app')), mt_rand();`;
  const outcome = await run(code, [program(), program(), program()], { files: { 'given.txt': '12', 'removed.txt': '' } });
  const first = outcome.observations[0]!.stdout;
  expect(first).toMatch(/^1131515\d+$/);
  expect(outcome.observations.map((observation) => observation?.stdout)).toEqual([first, first, first]);
});

test('what a case broke is made anew for the next one', async () => {
  const code = 'file_put_contents("/tmp/x", "x", FILE_APPEND); echo filesize("/tmp/x"); if ($argv[1] ?? 0) { $f = new Fiber(fn () => 1); $f->start(); }';
  const outcome = await run(code, [program('', 'break'), program(), program('', 'break'), program()]);
  expect(outcome.observations.map((observation) => [observation?.stdout, observation?.ended === 'exited' && observation.exitCode])).toEqual([['1', 255], ['1', 0], ['1', 255], ['1', 0]]);
});

test('random numbers differ from case to case and from run to run', async () => {
  const code = 'echo bin2hex(random_bytes(8)), mt_rand(), uniqid(), spl_object_id(new stdClass) ? password_hash("x", PASSWORD_BCRYPT, ["cost" => 4]) : "";';
  const one = await run(code, [program(), program()]);
  const other = await run(code, [program()]);
  expect(new Set([...one.observations, ...other.observations].map((observation) => observation?.stdout.slice(0, 16))).size).toBe(3);
});

test.each<[string, string, { exitCode: number; stdout: string; error?: object; stderr?: string }]>([
  ['an uncaught exception', 'echo "first\\n";\nfunction f() {\n  throw new RuntimeException("no");\n}\nf();', {
    exitCode: 255, error: { name: 'RuntimeException', message: 'no', line: 4, stack: 'RuntimeException: no\n    at main.php:4\n    at main.php(6): f()' },
    stdout: 'first\n\nFatal error: Uncaught RuntimeException: no in /app/main.php:4\nStack trace:\n#0 /app/main.php(6): f()\n#1 {main}\n  thrown in /app/main.php on line 4\n',
  }],
  ['an exception of several lines with a cause', 'try { throw new Exception("a in /x:1"); } catch (Exception $e) { throw new LogicException("two\\nlines", 0, $e); }', {
    exitCode: 255, error: { name: 'LogicException', message: 'two\nlines', line: 2 }, stdout: expect.stringContaining('Next LogicException') as unknown as string,
  }],
  ['an exception without a message', 'class Mine extends Exception {}\nthrow new Mine;', { exitCode: 255, error: { name: 'Mine', message: '', line: 3 }, stdout: expect.any(String) as unknown as string }],
  ['an exception in a destructor at the end', 'class D { function __destruct() { throw new Exception("late"); } }\n$d = new D;', {
    exitCode: 255, error: { name: 'Exception', message: 'late', line: 2 }, stdout: expect.any(String) as unknown as string,
  }],
  ['an exception in a shutdown function', 'register_shutdown_function(function () {\n  throw new Exception("late");\n});', {
    exitCode: 255, error: { name: 'Exception', message: 'late', line: 3 }, stdout: expect.any(String) as unknown as string,
  }],
  ['an error that is silenced', 'error_reporting(0); ini_set("display_errors", "0");\nnothing();', { exitCode: 255, error: { message: 'Call to undefined function nothing()', line: 3 }, stdout: '' }],
  ['a handled exception', 'set_exception_handler(fn ($e) => print("handled"));\nthrow new Exception("x");', { exitCode: 0, stdout: 'handled' }],
  ['exit in a shutdown function', 'register_shutdown_function(fn () => exit(4));', { exitCode: 4, stdout: '' }],
  ['exit with text', 'exit("bye\\n");', { exitCode: 0, stdout: 'bye\n' }],
  ['warnings', 'echo $nothing, "x\\n";\necho [1][7] ?? "quiet";', { exitCode: 0, stdout: '\nWarning: Undefined variable $nothing in /app/main.php on line 2\nx\nquiet' }],
  ['trigger_error', 'trigger_error("mine", E_USER_WARNING);', { exitCode: 0, stdout: '\nWarning: mine in /app/main.php on line 2\n' }],
  ['error_log', 'error_log("to the log"); echo "x";', { exitCode: 0, stdout: 'x', stderr: 'to the log\n' }],
  ['bytes that are no text', 'echo "a\\xffb\\xe2\\x82"; fwrite(STDOUT, "\\xac\\n");', { exitCode: 0, stdout: 'a\uFFFDb€\n' }],
  ['a class that is not there', 'new NumberFormatter("de", 1);', { exitCode: 255, error: { message: 'Class "NumberFormatter" not found. The intl extension is not available here.' }, stdout: expect.any(String) as unknown as string }],
])('%s', async (_name, code, expected) => {
  const outcome = await run(code, [program()]);
  const observation = observed(outcome, 'exited');
  expect(observation).toMatchObject(expected);
  expect(observation.error === undefined).toBe(expected.error === undefined);
  expect(JSON.stringify(outcome)).not.toMatch(/internal\/|groundwork/i);
});

test('code that does not parse is told with its line', async () => {
  const { stop, stdout } = await run('echo "never";\n$x = ;', [program()]);
  expect(stop).toEqual({ reason: 'not-loaded', error: { name: 'ParseError', message: 'syntax error, unexpected token ";"', line: 3, stack: 'ParseError: syntax error, unexpected token ";"\n    at main.php:3' } });
  expect(stdout).toBe('\nParse error: syntax error, unexpected token ";" in /app/main.php on line 3\n');
});

test.each<[string, string, object, string]>([
  ['an endless loop', 'echo "before";\nwhile (true);', { reason: 'timed-out', line: 3 }, 'before'],
  ['a sleep beyond the deadline', 'echo "before";\nsleep(60);', { reason: 'timed-out', line: 3 }, 'before'],
  ['a program that uses too much memory', 'echo "before";\n$a = []; while (true)\n  $a[] = str_repeat("x", 100000);', { reason: 'out-of-memory', line: 4, limit: { name: 'memory', value: 192, unit: 'MB' } }, 'before\nFatal error: Allowed memory size of'],
  ['a memory limit that it tries to lift', 'ini_set("memory_limit", "-1");\n$a = []; while (true)\n  $a[] = str_repeat("x", 100000);', { reason: 'out-of-memory', line: 4 }, '\nFatal error: Allowed memory size of'],
  ['a function that calls itself without end', 'function f($n) { return f($n + 1) + 1; }\nf(1);', { reason: 'out-of-memory', line: 2 }, ''],
  ['a program that prints too much', 'while (true) echo "more\\n";', { reason: 'output-limit', line: 2 }, 'more\nmore\n'],
  ['a program that logs too much', 'echo "x"; while (true) error_log("more");', { reason: 'output-limit' }, 'x'],
])('%s is stopped', async (_name, code, stop, stdout) => {
  const outcome = await run(code, [program()], { limits: { timeMs: stop === undefined || JSON.stringify(stop).includes('timed') ? 300 : 5000, outputBytes: 4096 } });
  expect(outcome.stop).toMatchObject(stop);
  expect(outcome.stdout.slice(0, stdout.length)).toBe(stdout);
  expect(outcome.stdout.length + outcome.stderr.length).toBeLessThanOrEqual(4096);
});

test('output comes while the program runs', async () => {
  const { stdout } = await run('for ($i = 0; $i < 300; $i++) echo $i, "\\n"; echo "last"; while (true);', [program()], { limits: { timeMs: 1000 } });
  expect(stdout).toMatch(/298\n299\nlast$/);
});

test.each([['sleep(1)', 1000], ['usleep(30_000)', 30], ['time_nanosleep(0, 30_000_000)', 30]])('%s waits', async (code, ms) => {
  const outcome = await run(`$t = hrtime(true); ${code}; echo (hrtime(true) - $t) / 1e6;`, [program()]);
  expect(Number(outcome.stdout)).toBeGreaterThanOrEqual(ms - 2);
  expect(Number(outcome.stdout)).toBeLessThan(ms + 500);
});

test('a smaller limit means less memory', async () => {
  const code = 'echo ini_get("memory_limit"); $s = str_repeat("x", 30_000_000); echo "fits";';
  expect((await run(code, [program()])).stdout).toMatch(/^\d+Mfits$/);
  expect((await run(code, [program()], { limits: { memoryMb: 64 } })).stop.reason).toBe('out-of-memory');
});

test.each([
  ['PDO with SQLite', '$db = new PDO("sqlite:/tmp/a.db"); $db->exec("create table t(n)"); $db->prepare("insert into t values (?)")->execute(["é"]); echo $db->query("select n from t")->fetchColumn();', 'é'],
  ['SimpleXML', 'echo simplexml_load_string("<a><b k=\'1\'>x</b></a>")->b["k"];', '1'],
  ['DOM', '$d = new DOMDocument; $d->loadXML("<a><b/></a>"); echo $d->getElementsByTagName("b")->length;', '1'],
  ['mbstring', 'echo mb_strtoupper("é"), mb_strlen("日本");', 'É2'],
  ['what is new in 8.5', 'echo " x " |> trim(...) |> strtoupper(...), array_first([7, 8]);', 'X7'],
  ['property hooks', 'class P { public string $name { set => strtoupper($value); } } $p = new P; $p->name = "ada"; echo $p->name;', 'ADA'],
  ['64-bit integers', 'echo PHP_INT_MAX, " ", PHP_VERSION_ID >= 80500 ? "8.5" : "";', '9223372036854775807 8.5'],
  ['sessions', 'session_id("one"); session_start(); $_SESSION["a"] = 1; session_write_close(); session_start(); echo $_SESSION["a"];', '1'],
])('%s is there', async (_name, code, stdout) => {
  expect((await run(code, [program()])).stdout).toBe(stdout);
});

test('an app that is stopped keeps what it answered before', async () => {
  const outcome = await run('if ($_SERVER["PATH_INFO"] === "/slow") while (true); echo "ok";', [http('GET /', 'GET /slow')], { limits: { timeMs: 300 } });
  expect(outcome.stop.reason).toBe('timed-out');
  expect(observed(outcome, 'responded').responses).toMatchObject([{ status: 200, body: 'ok' }]);
});

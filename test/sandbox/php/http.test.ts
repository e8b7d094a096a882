import { expect, test } from 'vitest';
import { http, observed } from '../support.ts';
import { usePhp } from './support.ts';

const { run } = usePhp();

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

async function responsesOf(code: string, ...requests: Parameters<typeof http>) {
  return observed(await run(code, [http(...requests)]), 'responded').responses;
}

test('a script answers every request afresh, and what it keeps in a database lasts within a case', async () => {
  const code = `header('Content-Type: application/json');
    $db = new PDO('sqlite:/tmp/app.db'); $db->exec('create table if not exists book (id integer primary key, title text)');
    function answer($what, $status = 200) { http_response_code($status); echo json_encode($what); exit; }
    match ([$_SERVER['REQUEST_METHOD'], $_SERVER['PATH_INFO']]) {
      ['GET', '/books'] => answer($db->query('select * from book')->fetchAll(PDO::FETCH_ASSOC)),
      ['POST', '/books'] => (function () use ($db) {
        $book = json_decode(file_get_contents('php://input'), true);
        $db->prepare('insert into book (title) values (?)')->execute([$book['title']]);
        header('Location: /books/' . $db->lastInsertId());
        answer(['id' => (int) $db->lastInsertId()] + $book, 201);
      })(),
      default => answer(['error' => 'Not found'], 404),
    };`;
  const outcome = await run(code, [http({ send: 'POST /books', body: '{"title":"SQL é"}', headers: { 'content-type': 'application/json' } }, 'GET /books?x=1', 'GET /nope'), http('GET /books')]);
  const { responses } = observed(outcome, 'responded', 0);
  expect(responses.map(({ status, body }) => [status, JSON.parse(body) as unknown])).toEqual([[201, { id: 1, title: 'SQL é' }], [200, [{ id: 1, title: 'SQL é' }]], [404, { error: 'Not found' }]]);
  expect(responses[0]!.headers).toMatchObject({ 'location': '/books/1', 'content-type': 'application/json' });
  expect(observed(outcome, 'responded', 1).responses[0]!.body).toBe('[]');
});

test.each<[string, string, Parameters<typeof http>[0], unknown]>([
  ['the request', '[$_SERVER["REQUEST_METHOD"], $_SERVER["REQUEST_URI"], $_SERVER["PATH_INFO"], $_SERVER["QUERY_STRING"], $_GET]', 'PUT /a%20b/c?x=1&y[]=2&z=%C3%A9', ['PUT', '/a%20b/c?x=1&y[]=2&z=%C3%A9', '/a b/c', 'x=1&y[]=2&z=%C3%A9', { x: '1', y: ['2'], z: 'é' }]],
  ['headers', '[$_SERVER["HTTP_X_TOKEN"], $_SERVER["HTTP_ACCEPT"], $_SERVER["HTTP_HOST"]]', { send: 'GET /', headers: { 'X-Token': 't', 'accept': 'a/b' } }, ['t', 'a/b', 'localhost']],
  ['basic authentication', '[$_SERVER["PHP_AUTH_USER"], $_SERVER["PHP_AUTH_PW"]]', { send: 'GET /', headers: { authorization: 'Basic dTpw' } }, ['u', 'p']],
  ['a form', '[$_POST, $_REQUEST["b"], $_SERVER["CONTENT_TYPE"], (int) $_SERVER["CONTENT_LENGTH"]]', { send: 'POST /', body: 'a=1&b=x+y%21&c[k]=v', headers: FORM }, [{ a: '1', b: 'x y!', c: { k: 'v' } }, 'x y!', 'application/x-www-form-urlencoded', 19]],
  ['cookies', '$_COOKIE', { send: 'GET /', headers: { cookie: 'a=1; b=x%20y' } }, { a: '1', b: 'x y' }],
  ['a body', 'file_get_contents("php://input")', { send: 'PATCH /', body: 'raw é' }, 'raw é'],
  ['a JSON body', 'json_decode(file_get_contents("php://input"))->a', { send: 'POST /', body: '{"a":[1]}', headers: { 'content-type': 'application/json' } }, [1]],
  ['PHP_SAPI', '[PHP_SAPI, ini_get("display_errors")]', 'GET /', ['cli-server', '0']],
])('%s', async (_name, expression, request, expected) => {
  const [response] = await responsesOf(`echo json_encode(${expression});`, request);
  expect(JSON.parse(response!.body)).toEqual(expected);
});

test('a file that is sent', async () => {
  const body = '--B\r\nContent-Disposition: form-data; name="a"\r\n\r\nhello\r\n--B\r\nContent-Disposition: form-data; name="f"; filename="x.txt"\r\nContent-Type: text/plain\r\n\r\nfile\r\n--B--\r\n';
  const code = 'move_uploaded_file($_FILES["f"]["tmp_name"], "/tmp/kept.txt"); echo $_POST["a"], $_FILES["f"]["name"], $_FILES["f"]["size"], file_get_contents("/tmp/kept.txt");';
  const [response] = await responsesOf(code, { send: 'POST /', body, headers: { 'content-type': 'multipart/form-data; boundary=B' } });
  expect(response!.body).toBe('hellox.txt4file');
});

test('sessions last from request to request within a case', async () => {
  const code = 'session_start(); $_SESSION["n"] = ($_SESSION["n"] ?? 0) + 1; echo $_SESSION["n"];';
  const asAda = { send: 'GET /', headers: { cookie: 'PHPSESSID=ada' } };
  const outcome = await run(code, [http(asAda, asAda, 'GET /'), http(asAda)]);
  const { responses } = observed(outcome, 'responded', 0);
  expect(responses.map(({ body }) => body)).toEqual(['1', '2', '1']);
  expect(responses[2]!.headers['set-cookie']).toMatch(/^PHPSESSID=[a-z0-9]{20,}; path=\/$/);
  expect(observed(outcome, 'responded', 1).responses[0]!.body).toBe('1');
});

test('several headers of one name are joined, and cookies are set', async () => {
  const [response] = await responsesOf('header("X-A: 1"); header("X-A: 2", false); setcookie("a", "1"); setcookie("b", "x y"); http_response_code(418); header_remove("X-Powered-By");', 'GET /');
  expect(response).toMatchObject({ status: 418, body: '', headers: { 'x-a': '1, 2', 'set-cookie': 'a=1, b=x%20y' } });
});

test('warnings do not get into a response', async () => {
  const observation = observed(await run('header("Content-Type: application/json");\necho json_encode([$nothing]);', [http('GET /')]), 'responded');
  expect(observation.responses[0]!.body).toBe('[null]');
  expect(observation).toMatchObject({ stdout: '', stderr: 'PHP Warning:  Undefined variable $nothing in /app/main.php on line 3\n' });
});

test('an uncaught exception is a 500, and the next request is answered', async () => {
  const observation = observed(await run('if ($_GET) {\n  throw new DomainException("broken");\n}\necho "ok";', [http('GET /?x=1', 'GET /')]), 'responded');
  expect(observation.responses).toMatchObject([{ status: 500, body: '' }, { status: 200, body: 'ok' }]);
  expect(observation.error).toEqual({ name: 'DomainException', message: 'broken', line: 3, stack: 'DomainException: broken\n    at main.php:3' });
  expect(observation.stderr).toContain('PHP Fatal error:  Uncaught DomainException: broken in /app/main.php:3');
});

test('code that does not parse is told before any case', async () => {
  const { stop } = await run('echo "x"\necho "y";', [http('GET /')]);
  expect(stop).toMatchObject({ reason: 'not-loaded', error: { name: 'ParseError', line: 3 } });
});

test('headers after output are told, as PHP tells them', async () => {
  const observation = observed(await run('echo "x";\nheader("X-A: 1");', [http('GET /')]), 'responded');
  expect(observation.stderr).toContain('Cannot modify header information - headers already sent by (output started at /app/main.php:2)');
});

test('a response that is too long is stopped', async () => {
  const outcome = await run('while (true) echo str_repeat("x", 1000);', [http('GET /')], { limits: { outputBytes: 10_000 } });
  expect(outcome.stop).toMatchObject({ reason: 'output-limit', line: 2 });
});

test('what breaks PHP is a 500 with its reason', async () => {
  const observation = observed(await run('$f = new Fiber(fn () => 1);\n$f->start();', [http('GET /', 'GET /'), http('GET /')]), 'responded');
  expect(observation).toMatchObject({ responses: [{ status: 500, body: '' }], error: { line: 3, message: expect.stringContaining('Fibers') } });
});

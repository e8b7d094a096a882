<?php
$method = $_SERVER['REQUEST_METHOD'];
$path = rawurldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
$query = $_SERVER['QUERY_STRING'] ?? '';

function answer_json(mixed $value): void
{
    header('Content-Type: application/json');
    echo json_encode($value, JSON_THROW_ON_ERROR);
}

if (str_starts_with($path, '/echo/')) {
    answer_json([
        'method' => $method, 'path' => $path, 'query' => $query, 'first' => $_GET['a'] ?? null,
        'token' => $_SERVER['HTTP_X_TOKEN'] ?? null, 'type' => ($_SERVER['CONTENT_TYPE'] ?? '') ?: null, 'host' => $_SERVER['HTTP_HOST'] ?? null,
        'body' => file_get_contents('php://input'),
    ]);
} elseif ($path === '/length') {
    header('Content-Type: text/plain');
    echo strlen(file_get_contents('php://input'));
} elseif ($path === '/form') {
    answer_json(['name' => $_POST['name'], 'note' => $_POST['note']]);
} elseif ($path === '/created') {
    http_response_code(201);
    header('Location: /items/7');
} elseif ($path === '/gone') {
    http_response_code(204);
} elseif ($path === '/cookies') {
    header('Set-Cookie: a=1; Path=/');
    header('Set-Cookie: b=2; Path=/', false);
    answer_json(['sent' => $_SERVER['HTTP_COOKIE'] ?? null]);
} elseif ($path === '/text') {
    header('Content-Type: text/plain; charset=utf-8');
    echo "grün 🌱\n";
} elseif ($path === '/xml') {
    header('Content-Type: application/xml');
    echo '<a b="1">&amp;</a>';
} elseif ($path === '/visits') {
    $visits = is_file('visits') ? (int) file_get_contents('visits') + 1 : 1;
    file_put_contents('visits', $visits);
    answer_json(['visits' => $visits]);
} elseif ($path === '/teapot') {
    http_response_code(418);
    header('Content-Type: text/plain');
    echo 'short and stout';
} elseif ($path === '/fail') {
    throw new RuntimeException('the shelf is broken');
} else {
    http_response_code(404);
    header('Content-Type: text/plain');
    echo 'not found';
}

import type { Words } from './words.ts';

export const php: Words = {
  words: `
    abstract as break case catch class clone const continue declare default do echo else elseif enum extends final finally fn
    for foreach function if implements instanceof interface match namespace new null private protected public readonly
    return static switch throw trait try use while yield true false self parent
    array bool callable float int iterable mixed object string void
    array_column array_filter array_find array_is_list array_key_exists array_keys array_map array_merge array_pop array_push
    array_reduce array_reverse array_search array_shift array_slice array_sum array_unique array_unshift array_values
    count explode file_get_contents file_put_contents header http_response_code implode in_array intdiv is_array is_int
    is_numeric is_string isset json_decode json_encode ksort max mb_strlen mb_strtolower mb_strtoupper mb_substr min
    number_format parse_url preg_match preg_replace preg_split print_r printf range round sort sprintf str_contains
    str_pad str_repeat str_replace str_starts_with strlen strtolower strtoupper substr trim ucfirst usort var_dump
    $_GET $_POST $_SERVER $_COOKIE $_SESSION $this STDIN STDERR PHP_EOL JSON_THROW_ON_ERROR
    Exception InvalidArgumentException RuntimeException LogicException DomainException OutOfBoundsException TypeError JsonException DateTimeImmutable PDO SimpleXMLElement
    strict_types
  `,
  shapes: [
    { name: 'function', does: 'a function', body: 'function ${1:name}(${2:string} $${3:argument}): ${4:string}\n{\n    ${0:return $${3:argument};}\n}' },
    { name: 'class', does: 'a class', body: 'final class ${1:Name}\n{\n    public function __construct(public readonly ${2:string} $${3:value})\n    {\n    }\n}$0' },
    { name: 'foreach', does: 'over each item', body: 'foreach ($${1:items} as $${2:item}) {\n    $0\n}' },
    { name: 'for', does: 'counting', body: 'for ($${1:index} = 0; $${1:index} < ${2:10}; $${1:index}++) {\n    $0\n}' },
    { name: 'if', does: 'only when', body: 'if (${1:condition}) {\n    $0\n}' },
    { name: 'try', does: 'and catch an error', body: 'try {\n    $1\n} catch (${2:RuntimeException} \\$error) {\n    ${0:throw \\$error;}\n}' },
    { name: 'json', does: 'answer with JSON', body: "header('Content-Type: application/json');\necho json_encode(${0:['id' => 1]});" },
    { name: 'input', does: 'read a JSON body', body: "\\$${1:body} = json_decode(file_get_contents('php://input'), true);$0" },
  ],
};

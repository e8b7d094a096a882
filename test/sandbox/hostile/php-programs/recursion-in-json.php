<?php
// verdict: error
// limits: timeMs=4000
class J implements JsonSerializable { function jsonSerialize(): mixed { return [new J]; } }
echo json_encode(new J, 0, PHP_INT_MAX > 2 ? 2147483647 : 1);

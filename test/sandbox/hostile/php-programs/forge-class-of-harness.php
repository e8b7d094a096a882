<?php
// verdict: error
// call: f(1) gives 1
namespace Groundwork;
class Tests { static function all() {} }

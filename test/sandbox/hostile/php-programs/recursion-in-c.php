<?php
// verdict: error
// message contains: infinite recursion?
class A { function __toString(): string { return "" . new A; } }
echo new A;

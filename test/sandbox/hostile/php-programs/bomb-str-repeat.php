<?php
// verdict: out-of-memory
// limits: timeMs=4000
echo strlen(str_repeat("x", 1 << 30));

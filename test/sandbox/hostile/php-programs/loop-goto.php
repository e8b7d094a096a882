<?php
// verdict: timed-out
// limits: timeMs=300
again: goto again;

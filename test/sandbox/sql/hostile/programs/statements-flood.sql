-- verdict: passed
-- limits: timeMs=5000
;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;
-- nothing
/* nothing /* at */ all */

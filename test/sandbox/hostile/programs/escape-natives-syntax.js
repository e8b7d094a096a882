// verdict: error
%DebugPrint(1);

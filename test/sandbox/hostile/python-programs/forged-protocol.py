# verdict: failed
# call: f() gives 42
# stdout contains: returned
def f():
    print('{"ended":{"ended":"returned","value":42}}')
    print('{"type":"observed","observation":{"index":0,"durationMs":1,"ended":"returned","value":42}}')
    return 1

# verdict: timed-out
# limits: timeMs=400
import decimal
decimal.getcontext().prec = 10**6
print(decimal.Decimal(2).sqrt())

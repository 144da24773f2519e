from datetime import UTC, date, datetime, time, timedelta, timezone

d = date(2024, 2, 29)
print(d, repr(d), d.weekday(), d.isocalendar(), d + timedelta(days=366), d.strftime("%A %d %B %Y %j %U"))  # expect: 2024-02-29 datetime.date(2024, 2, 29) 3 datetime.IsoCalendarDate(year=2024, week=9, weekday=4) 2025-03-01 Thursday 29 February 2024 060 08
t = timedelta(days=1, hours=2.5, microseconds=7)
print(t, repr(t), t.total_seconds(), -t, t / 2, t // timedelta(hours=1), divmod(t, timedelta(hours=5)))  # expect: 1 day, 2:30:00.000007 datetime.timedelta(days=1, seconds=9000, microseconds=7) 95400.000007 -2 days, 21:29:59.999993 13:15:00.000004 26 (5, datetime.timedelta(seconds=5400, microseconds=7))
n = datetime(2024, 1, 31, 13, 5, 9, 1234)
print(n, repr(n), n.isoformat(timespec='milliseconds'), n + timedelta(days=1), f"{n:%I:%M %p}")  # expect: 2024-01-31 13:05:09.001234 datetime.datetime(2024, 1, 31, 13, 5, 9, 1234) 2024-01-31T13:05:09.001 2024-02-01 13:05:09.001234 01:05 PM
z = timezone(timedelta(hours=5, minutes=30))
u = datetime(2024, 1, 1, tzinfo=UTC)
print(u.timestamp(), repr(u.astimezone(z)), u.astimezone(z) == u, z)  # expect: 1704067200.0 datetime.datetime(2024, 1, 1, 5, 30, tzinfo=datetime.timezone(datetime.timedelta(seconds=19800))) True UTC+05:30
print(datetime.fromisoformat("2024-01-02T03:04:05.678+02:00"), datetime.fromtimestamp(1700000000.5, UTC))  # expect: 2024-01-02 03:04:05.678000+02:00 2023-11-14 22:13:20.500000+00:00
print(datetime.strptime("Jan 5 2024 03:04 PM", "%b %d %Y %I:%M %p"), time.fromisoformat("01:02:03.5"))  # expect: 2024-01-05 15:04:00 01:02:03.500000
def tried(function, *args):
    try:
        return function(*args)
    except (ValueError, TypeError) as error:
        return error
print(tried(date, 2023, 2, 29), tried(datetime.strptime, "2024x", "%Y"), tried(lambda: n < u))  # expect: day 29 must be in range 1..28 for month 2 in year 2023 unconverted data remains: x can't compare offset-naive and offset-aware datetimes

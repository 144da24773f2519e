"""Dates and times. The local time zone is UTC."""

__all__ = ["MAXYEAR", "MINYEAR", "UTC", "date", "datetime", "time", "timedelta",
           "timezone", "tzinfo"]

MINYEAR, MAXYEAR = 1, 9999
_MAX_ORDINAL = 3652059
_lengths = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_months = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
           "Nov", "Dec")
_month_names = ("", "January", "February", "March", "April", "May", "June", "July",
                "August", "September", "October", "November", "December")
_days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_day_names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
              "Sunday")


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_in_month(year, month):
    return 29 if month == 2 and _is_leap(year) else _lengths[month]


def _days_before_year(year):
    year -= 1
    return year * 365 + year // 4 - year // 100 + year // 400


def _days_before_month(year, month):
    days = sum(_lengths[1:month])
    return days + (month > 2 and _is_leap(year))


def _to_ordinal(year, month, day):
    return _days_before_year(year) + _days_before_month(year, month) + day


def _from_ordinal(ordinal):
    rest = ordinal - 1
    n400, rest = divmod(rest, 146097)
    n100, rest = divmod(rest, 36524)
    n4, rest = divmod(rest, 1461)
    n1, rest = divmod(rest, 365)
    year = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1
    if n1 == 4 or n100 == 4:
        return year - 1, 12, 31
    month = 1
    while rest >= _days_in_month(year, month):
        rest -= _days_in_month(year, month)
        month += 1
    return year, month, rest + 1


def _integer(value):
    if isinstance(value, float):
        raise TypeError("'float' object cannot be interpreted as an integer")
    if not isinstance(value, int):
        index = getattr(type(value), "__index__", None)
        if index is None:
            raise TypeError(f"'{type(value).__name__}' object cannot be interpreted "
                            "as an integer")
        return index(value)
    return int(value)


def _check_date(year, month, day):
    year, month, day = _integer(year), _integer(month), _integer(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year must be in {MINYEAR}..{MAXYEAR}, not {year}")
    if not 1 <= month <= 12:
        raise ValueError(f"month must be in 1..12, not {month}")
    most = _days_in_month(year, month)
    if not 1 <= day <= most:
        raise ValueError(f"day {day} must be in range 1..{most} for month {month} "
                         f"in year {year}")
    return year, month, day


def _check_time(hour, minute, second, microsecond, fold):
    values = []
    for name, value, most in (("hour", hour, 23), ("minute", minute, 59),
                              ("second", second, 59),
                              ("microsecond", microsecond, 999999)):
        value = _integer(value)
        if not 0 <= value <= most:
            raise ValueError(f"{name} must be in 0..{most}, not {value}")
        values.append(value)
    if fold not in (0, 1):
        raise ValueError(f"fold must be either 0 or 1, not {fold}")
    return (*values, fold)


def _check_zone(zone):
    if zone is not None and not isinstance(zone, tzinfo):
        raise TypeError("tzinfo argument must be None or of a tzinfo subclass, not "
                        f"type {type(zone).__name__!r}")
    return zone


def _half_even(number):
    whole, rest = divmod(number, 1)
    whole = int(whole)
    if rest > 0.5 or (rest == 0.5 and whole & 1):
        whole += 1
    return whole


class timedelta:
    """Difference between two datetime values."""

    __slots__ = ("_days", "_seconds", "_microseconds", "_hash")

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0,
                hours=0, weeks=0):
        for name, value in (("days", days), ("seconds", seconds),
                            ("microseconds", microseconds),
                            ("milliseconds", milliseconds), ("minutes", minutes),
                            ("hours", hours), ("weeks", weeks)):
            if not isinstance(value, (int, float)):
                raise TypeError(f"unsupported type for timedelta {name} component: "
                                f"{type(value).__name__}")
        total = 0
        lost = 0.0
        for value, factor in ((microseconds, 1), (milliseconds, 1000),
                              (seconds, 1000000), (minutes, 60000000),
                              (hours, 3600000000), (days, 86400000000),
                              (weeks, 604800000000)):
            if isinstance(value, float):
                whole = int(value)
                total += whole * factor
                part = (value - whole) * factor
                whole = int(part)
                total += whole
                lost += part - whole
            else:
                total += value * factor
        return cls._of(total + _half_even(lost))

    @classmethod
    def _of(cls, total):
        days, rest = divmod(total, 86400000000)
        if abs(days) > 999999999:
            raise OverflowError(f"days={days}; must have magnitude <= 999999999")
        self = object.__new__(cls)
        self._days = days
        self._seconds, self._microseconds = divmod(rest, 1000000)
        self._hash = -1
        return self

    @property
    def days(self):
        """Number of days."""
        return self._days

    @property
    def seconds(self):
        """Number of seconds (>= 0 and less than 1 day)."""
        return self._seconds

    @property
    def microseconds(self):
        """Number of microseconds (>= 0 and less than 1 second)."""
        return self._microseconds

    def _total(self):
        return (self._days * 86400 + self._seconds) * 1000000 + self._microseconds

    def total_seconds(self):
        """Total seconds in the duration."""
        return self._total() / 10 ** 6

    def __repr__(self):
        parts = [f"{name}={value}" for name, value in
                 (("days", self._days), ("seconds", self._seconds),
                  ("microseconds", self._microseconds)) if value]
        return (f"{self.__class__.__module__}.{self.__class__.__qualname__}"
                f"({', '.join(parts) or '0'})")

    def __str__(self):
        minutes, seconds = divmod(self._seconds, 60)
        hours, minutes = divmod(minutes, 60)
        text = "%d:%02d:%02d" % (hours, minutes, seconds)
        if self._days:
            plural = "" if abs(self._days) == 1 else "s"
            text = "%d day%s, " % (self._days, plural) + text
        if self._microseconds:
            text += ".%06d" % self._microseconds
        return text

    def __add__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._total() + other._total())
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._total() - other._total())
        return NotImplemented

    def __rsub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(other._total() - self._total())
        return NotImplemented

    def __neg__(self):
        return timedelta._of(-self._total())

    def __pos__(self):
        return timedelta._of(self._total())

    def __abs__(self):
        return timedelta._of(abs(self._total()))

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._of(self._total() * other)
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._of(_divide_nearest(self._total() * a, b))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._total() // other._total()
        if isinstance(other, int):
            return timedelta._of(self._total() // other)
        return NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._total() / other._total()
        if isinstance(other, int):
            return timedelta._of(_divide_nearest(self._total(), other))
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._of(_divide_nearest(b * self._total(), a))
        return NotImplemented

    def __mod__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._total() % other._total())
        return NotImplemented

    def __divmod__(self, other):
        if isinstance(other, timedelta):
            q, r = divmod(self._total(), other._total())
            return q, timedelta._of(r)
        return NotImplemented

    def __eq__(self, other):
        if isinstance(other, timedelta):
            return self._total() == other._total()
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, timedelta):
            return self._total() < other._total()
        return NotImplemented

    def __le__(self, other):
        if isinstance(other, timedelta):
            return self._total() <= other._total()
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, timedelta):
            return self._total() > other._total()
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, timedelta):
            return self._total() >= other._total()
        return NotImplemented

    def __hash__(self):
        return hash((self._days, self._seconds, self._microseconds))

    def __bool__(self):
        return self._total() != 0

    def __reduce__(self):
        return self.__class__, (self._days, self._seconds, self._microseconds)


def _divide_nearest(a, b):
    q, r = divmod(a, b)
    r *= 2
    greater = r > b if b > 0 else r < b
    if greater or r == b and q % 2 == 1:
        q += 1
    return q


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(days=999999999, hours=23, minutes=59, seconds=59,
                          microseconds=999999)
timedelta.resolution = timedelta(microseconds=1)


class tzinfo:
    """Abstract base class for time zone info classes."""
    __slots__ = ()

    def tzname(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def utcoffset(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def dst(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement dst()")

    def fromutc(self, dt):
        """datetime in UTC -> datetime in local time."""
        offset = dt.utcoffset()
        if offset is None:
            raise ValueError("fromutc() requires a non-None utcoffset() result")
        saved = dt.dst()
        if saved is None:
            raise ValueError("fromutc() requires a non-None dst() result")
        delta = offset - saved
        if delta:
            dt += delta
            saved = dt.dst()
        return dt + saved


def _offset_text(offset):
    if offset is None:
        return ""
    sign = "+"
    total = offset._total()
    if total < 0:
        sign = "-"
        total = -total
    minutes, micro = divmod(total, 60000000)
    hours, minutes = divmod(minutes, 60)
    text = "%s%02d:%02d" % (sign, hours, minutes)
    if micro:
        seconds, micro = divmod(micro, 1000000)
        text += ":%02d" % seconds
        if micro:
            text += ".%06d" % micro
    return text


class timezone(tzinfo):
    """Fixed offset from UTC implementation of tzinfo."""
    __slots__ = ("_offset", "_name")

    def __new__(cls, offset, name=None):
        if not isinstance(offset, timedelta):
            raise TypeError("timezone() argument 1 must be datetime.timedelta, not "
                            f"{type(offset).__name__}")
        if name is not None and not isinstance(name, str):
            raise TypeError("timezone() argument 2 must be str, not "
                            f"{type(name).__name__}")
        if not timedelta(days=-1) < offset < timedelta(days=1):
            raise ValueError("offset must be a timedelta strictly between "
                             "-timedelta(hours=24) and timedelta(hours=24), not "
                             f"{offset!r}")
        if name is None and not offset and "utc" in cls.__dict__:
            return cls.utc
        self = tzinfo.__new__(cls)
        self._offset = offset
        self._name = name
        return self

    def __eq__(self, other):
        if isinstance(other, timezone):
            return self._offset == other._offset
        return NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is self.utc:
            return "datetime.timezone.utc"
        if self._name is None:
            return f"datetime.timezone({self._offset!r})"
        return f"datetime.timezone({self._offset!r}, {self._name!r})"

    def __str__(self):
        return self.tzname(None)

    def utcoffset(self, dt):
        return self._offset

    def tzname(self, dt):
        if self._name is not None:
            return self._name
        return "UTC" if not self._offset else "UTC" + _offset_text(self._offset)

    def dst(self, dt):
        return None

    def fromutc(self, dt):
        return dt + self._offset

    def __getinitargs__(self):
        if self._name is None:
            return (self._offset,)
        return self._offset, self._name

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


timezone.utc = UTC = timezone(timedelta(0))
timezone.min = timezone(timedelta(hours=-23, minutes=-59))
timezone.max = timezone(timedelta(hours=23, minutes=59))


def _format(obj, text, when):
    """strftime(): [when] is (year, month, day, hour, minute, second, microsecond)."""
    year, month, day, hour, minute, second, micro = when
    ordinal = _to_ordinal(year, month, day)
    weekday = (ordinal + 6) % 7
    yearday = ordinal - _days_before_year(year)
    result = []
    at = 0
    while at < len(text):
        char = text[at]
        at += 1
        if char != "%" or at >= len(text):
            result.append(char)
            continue
        code = text[at]
        at += 1
        if code == ":" and text[at:at + 1] == "z":
            at += 1
            result.append(_offset_text(obj.utcoffset()) if hasattr(
                obj, "utcoffset") else "")
            continue
        result.append(_directive(obj, code, year, month, day, hour, minute, second,
                                 micro, weekday, yearday))
    return "".join(result)


def _directive(obj, code, year, month, day, hour, minute, second, micro, weekday,
               yearday):
    match code:
        case "Y": return "%04d" % year
        case "m": return "%02d" % month
        case "d": return "%02d" % day
        case "H": return "%02d" % hour
        case "M": return "%02d" % minute
        case "S": return "%02d" % second
        case "f": return "%06d" % micro
        case "y": return "%02d" % (year % 100)
        case "C": return "%02d" % (year // 100)
        case "e": return "%2d" % day
        case "I": return "%02d" % ((hour - 1) % 12 + 1)
        case "l": return "%2d" % ((hour - 1) % 12 + 1)
        case "k": return "%2d" % hour
        case "p": return "AM" if hour < 12 else "PM"
        case "P": return "am" if hour < 12 else "pm"
        case "a": return _days[weekday]
        case "A": return _day_names[weekday]
        case "b" | "h": return _months[month]
        case "B": return _month_names[month]
        case "j": return "%03d" % yearday
        case "w": return str((weekday + 1) % 7)
        case "u": return str(weekday + 1)
        case "U": return "%02d" % ((yearday + 6 - (weekday + 1) % 7) // 7)
        case "W": return "%02d" % ((yearday + 6 - weekday) // 7)
        case "G": return "%04d" % _iso_calendar(year, month, day)[0]
        case "V": return "%02d" % _iso_calendar(year, month, day)[1]
        case "%": return "%"
        case "n": return "\n"
        case "t": return "\t"
        case "D" | "x": return "%02d/%02d/%02d" % (month, day, year % 100)
        case "F": return "%04d-%02d-%02d" % (year, month, day)
        case "T" | "X": return "%02d:%02d:%02d" % (hour, minute, second)
        case "R": return "%02d:%02d" % (hour, minute)
        case "r": return "%02d:%02d:%02d %s" % ((hour - 1) % 12 + 1, minute, second,
                                               "AM" if hour < 12 else "PM")
        case "c": return "%s %s %2d %02d:%02d:%02d %04d" % (
            _days[weekday], _months[month], day, hour, minute, second, year)
        case "s": return str((_to_ordinal(year, month, day) - 719163) * 86400
                             + hour * 3600 + minute * 60 + second)
        case "z":
            if not hasattr(obj, "utcoffset"):
                return ""
            return _offset_text(obj.utcoffset()).replace(":", "")
        case "Z": return (obj.tzname() or "") if hasattr(obj, "tzname") else ""
    return "%" + code


def _iso_week1(year):
    first = _to_ordinal(year, 1, 1)
    weekday = (first + 6) % 7
    monday = first - weekday
    return monday + 7 if weekday > 3 else monday


def _iso_calendar(year, month, day):
    today = _to_ordinal(year, month, day)
    week, weekday = divmod(today - _iso_week1(year), 7)
    if week < 0:
        year -= 1
        week, weekday = divmod(today - _iso_week1(year), 7)
    elif week >= 52 and today >= _iso_week1(year + 1):
        year += 1
        week = 0
    return year, week + 1, weekday + 1


class IsoCalendarDate(tuple):
    __slots__ = ()
    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __repr__(self):
        return ("datetime.IsoCalendarDate(year=%s, week=%s, weekday=%s)"
                % tuple(self))


class date:
    """Concrete date type."""

    __slots__ = ("_year", "_month", "_day")

    def __new__(cls, year, month=None, day=None):
        if month is None or day is None:
            missing = "month" if month is None else "day"
            position = 2 if month is None else 3
            raise TypeError(f"function missing required argument '{missing}' (pos "
                            f"{position})")
        self = object.__new__(cls)
        self._year, self._month, self._day = _check_date(year, month, day)
        return self

    year = property(lambda self: self._year)
    month = property(lambda self: self._month)
    day = property(lambda self: self._day)

    @classmethod
    def fromtimestamp(cls, timestamp, /):
        """Create a date from a POSIX timestamp."""
        days = _floor_seconds(timestamp)[0] // 86400
        return cls.fromordinal(days + 719163)

    @classmethod
    def today(cls):
        """Current date."""
        import time as _time
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromordinal(cls, ordinal, /):
        """Construct a date from a proleptic Gregorian ordinal."""
        if ordinal < 1:
            raise ValueError("ordinal must be >= 1")
        if ordinal > _MAX_ORDINAL:
            raise ValueError("year 10000 is out of range")
        return cls(*_from_ordinal(ordinal))

    @classmethod
    def fromisoformat(cls, text, /):
        """Construct a date from a string in ISO 8601 format."""
        if not isinstance(text, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            return cls(*_parse_date(text))
        except Exception:
            raise ValueError(f"Invalid isoformat string: {text!r}") from None

    @classmethod
    def fromisocalendar(cls, year, week, day):
        """Construct a date from the ISO year, week number and weekday."""
        if not MINYEAR <= year <= MAXYEAR:
            raise ValueError(f"Year is out of range: {year}")
        if not (0 < week < 53 or week == 53
                and _iso_calendar(year, 12, 28)[1] == 53):
            raise ValueError(f"Invalid week: {week}")
        if not 0 < day < 8:
            raise ValueError(f"Invalid weekday: {day} (range is [1, 7])")
        return cls.fromordinal(_iso_week1(year) + (week - 1) * 7 + day - 1)

    @classmethod
    def strptime(cls, text, format, /):
        """Parse a string according to a format."""
        found = _strptime(text, format)
        return cls(*found[:3])

    def __repr__(self):
        return (f"{self.__class__.__module__}.{self.__class__.__qualname__}"
                f"({self._year}, {self._month}, {self._day})")

    def _when(self):
        return self._year, self._month, self._day, 0, 0, 0, 0

    def ctime(self):
        """Return ctime() style string."""
        return _format(self, "%a %b %e %H:%M:%S %Y", self._when())

    def strftime(self, format):
        """Format using strftime()."""
        return _format(self, format, self._when())

    def __format__(self, spec):
        if not isinstance(spec, str):
            raise TypeError(f"must be str, not {type(spec).__name__}")
        return self.strftime(spec) if spec else str(self)

    def isoformat(self):
        """Return string in ISO 8601 format, YYYY-MM-DD."""
        return "%04d-%02d-%02d" % (self._year, self._month, self._day)

    def __str__(self):
        return self.isoformat()

    def toordinal(self):
        """Return proleptic Gregorian ordinal.  January 1 of year 1 is day 1."""
        return _to_ordinal(self._year, self._month, self._day)

    def weekday(self):
        """Return the day of the week.  Monday == 0 ... Sunday == 6."""
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        """Return the day of the week.  Monday == 1 ... Sunday == 7."""
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        """Return a named tuple containing ISO year, week number, and weekday."""
        return IsoCalendarDate(_iso_calendar(self._year, self._month, self._day))

    def timetuple(self):
        """Return local time tuple compatible with time.localtime()."""
        return _time_tuple(self._when(), self.weekday(), -1)

    def replace(self, year=None, month=None, day=None):
        """Return date with new specified fields."""
        return type(self)(self._year if year is None else year,
                          self._month if month is None else month,
                          self._day if day is None else day)

    __replace__ = replace

    def _key(self):
        return self._year, self._month, self._day

    def _comparable(self, other):
        return isinstance(other, date) and not isinstance(other, datetime)

    def __eq__(self, other):
        if self._comparable(other):
            return self._key() == other._key()
        return NotImplemented

    def __lt__(self, other):
        if self._comparable(other):
            return self._key() < other._key()
        return NotImplemented

    def __le__(self, other):
        if self._comparable(other):
            return self._key() <= other._key()
        return NotImplemented

    def __gt__(self, other):
        if self._comparable(other):
            return self._key() > other._key()
        return NotImplemented

    def __ge__(self, other):
        if self._comparable(other):
            return self._key() >= other._key()
        return NotImplemented

    def __hash__(self):
        return hash(self._key())

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        ordinal = self.toordinal() + other.days
        if not 0 < ordinal <= _MAX_ORDINAL:
            raise OverflowError("date value out of range")
        return type(self).fromordinal(ordinal)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def __reduce__(self):
        return self.__class__, self._key()


class _TimeTuple(tuple):
    __slots__ = ()
    _fields = ("tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec",
               "tm_wday", "tm_yday", "tm_isdst")

    def __getattr__(self, name):
        if name in self._fields:
            return self[self._fields.index(name)]
        raise AttributeError(f"'time.struct_time' object has no attribute {name!r}")

    def __repr__(self):
        inner = ", ".join(map("{}={!r}".format, self._fields, self))
        return f"time.struct_time({inner})"


def _time_tuple(when, weekday, dst):
    year, month, day, hour, minute, second, _ = when
    yearday = _to_ordinal(year, month, day) - _days_before_year(year)
    return _TimeTuple((year, month, day, hour, minute, second, weekday,
                       yearday, dst))


def _floor_seconds(timestamp):
    """Whole seconds and microseconds of a POSIX timestamp, rounded half to even."""
    whole = int(timestamp // 1)
    micro = _half_even((timestamp - whole) * 1000000)
    if micro >= 1000000:
        whole += 1
        micro -= 1000000
    return whole, micro


date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
date.resolution = timedelta(days=1)


class time:
    """Time with time zone."""

    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *,
                fold=0):
        self = object.__new__(cls)
        (self._hour, self._minute, self._second, self._microsecond,
         self._fold) = _check_time(hour, minute, second, microsecond, fold)
        self._tzinfo = _check_zone(tzinfo)
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def fromisoformat(cls, text, /):
        """Construct a time from a string in ISO 8601 format."""
        if not isinstance(text, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            return cls(*_parse_time(text.removeprefix("T")))
        except Exception:
            raise ValueError(f"Invalid isoformat string: {text!r}") from None

    @classmethod
    def strptime(cls, text, format, /):
        """Parse a string according to a format."""
        found = _strptime(text, format)
        return cls(*found[3:8])

    def isoformat(self, timespec="auto"):
        """Return the time formatted according to ISO."""
        return _time_text(self._hour, self._minute, self._second, self._microsecond,
                          timespec) + _offset_text(self.utcoffset())

    __str__ = isoformat

    def __repr__(self):
        parts = [str(self._hour), str(self._minute)]
        if self._second or self._microsecond:
            parts.append(str(self._second))
        if self._microsecond:
            parts.append(str(self._microsecond))
        if self._tzinfo is not None:
            parts.append(f"tzinfo={self._tzinfo!r}")
        if self._fold:
            parts.append("fold=1")
        return (f"{self.__class__.__module__}.{self.__class__.__qualname__}"
                f"({', '.join(parts)})")

    def strftime(self, format):
        """Format using strftime().  The date part of the timestamp is 1900-1-1."""
        return _format(self, format, (1900, 1, 1, self._hour, self._minute,
                                      self._second, self._microsecond))

    def __format__(self, spec):
        return self.strftime(spec) if spec else str(self)

    def utcoffset(self):
        """Return the timezone offset as timedelta positive east of UTC."""
        return None if self._tzinfo is None else self._tzinfo.utcoffset(None)

    def tzname(self):
        """Return the timezone name."""
        return None if self._tzinfo is None else self._tzinfo.tzname(None)

    def dst(self):
        """Return 0 if DST is not in effect, or the DST offset."""
        return None if self._tzinfo is None else self._tzinfo.dst(None)

    def replace(self, hour=None, minute=None, second=None, microsecond=None,
                tzinfo=True, *, fold=None):
        """Return time with new specified fields."""
        return type(self)(self._hour if hour is None else hour,
                          self._minute if minute is None else minute,
                          self._second if second is None else second,
                          self._microsecond if microsecond is None else microsecond,
                          self._tzinfo if tzinfo is True else tzinfo,
                          fold=self._fold if fold is None else fold)

    __replace__ = replace

    def _key(self):
        micro = ((self._hour * 60 + self._minute) * 60
                 + self._second) * 1000000 + self._microsecond
        offset = self.utcoffset()
        return micro if offset is None else micro - offset._total()

    def _ordered(self, other, compare):
        if not isinstance(other, time):
            return NotImplemented
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't compare offset-naive and offset-aware times")
        return compare(self._key(), other._key())

    def __eq__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        return ((self.utcoffset() is None) == (other.utcoffset() is None)
                and self._key() == other._key())

    def __lt__(self, other):
        return self._ordered(other, int.__lt__)

    def __le__(self, other):
        return self._ordered(other, int.__le__)

    def __gt__(self, other):
        return self._ordered(other, int.__gt__)

    def __ge__(self, other):
        return self._ordered(other, int.__ge__)

    def __hash__(self):
        return hash(self._key())


time.min = time(0, 0, 0)
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta(microseconds=1)
_time_class = time
_zone_class = tzinfo


def _time_text(hour, minute, second, micro, timespec):
    if timespec == "auto":
        timespec = "microseconds" if micro else "seconds"
    match timespec:
        case "hours":
            return "%02d" % hour
        case "minutes":
            return "%02d:%02d" % (hour, minute)
        case "seconds":
            return "%02d:%02d:%02d" % (hour, minute, second)
        case "milliseconds":
            return "%02d:%02d:%02d.%03d" % (hour, minute, second, micro // 1000)
        case "microseconds":
            return "%02d:%02d:%02d.%06d" % (hour, minute, second, micro)
    raise ValueError("Unknown timespec value")


class datetime(date):
    """A combination of a date and a time."""

    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    def __new__(cls, year, month=None, day=None, hour=0, minute=0, second=0,
                microsecond=0, tzinfo=None, *, fold=0):
        self = date.__new__(cls, year, month, day)
        (self._hour, self._minute, self._second, self._microsecond,
         self._fold) = _check_time(hour, minute, second, microsecond, fold)
        self._tzinfo = _check_zone(tzinfo)
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """Construct a datetime from a POSIX timestamp."""
        _check_zone(tz)
        seconds, micro = _floor_seconds(timestamp)
        made = cls._from_seconds(seconds, micro, tz)
        return made if tz is None else tz.fromutc(made)

    @classmethod
    def _from_seconds(cls, seconds, micro, tz):
        days, rest = divmod(seconds, 86400)
        ordinal = days + 719163
        if not 0 < ordinal <= _MAX_ORDINAL:
            raise ValueError("year is out of range")
        year, month, day = _from_ordinal(ordinal)
        minutes, second = divmod(rest, 60)
        hour, minute = divmod(minutes, 60)
        return cls(year, month, day, hour, minute, second, micro, tz)

    @classmethod
    def utcfromtimestamp(cls, timestamp, /):
        """Construct a naive UTC datetime from a POSIX timestamp."""
        return cls._from_seconds(*_floor_seconds(timestamp), None)

    @classmethod
    def now(cls, tz=None):
        """Construct a datetime from the current time and optional time zone."""
        import time as _time
        return cls.fromtimestamp(_time.time(), tz)

    today = now

    @classmethod
    def utcnow(cls):
        """Construct a UTC datetime from the current time."""
        import time as _time
        return cls.utcfromtimestamp(_time.time())

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        """Construct a datetime from a given date and a given time."""
        return cls(date.year, date.month, date.day, time.hour, time.minute,
                   time.second, time.microsecond,
                   time.tzinfo if tzinfo is True else tzinfo, fold=time.fold)

    @classmethod
    def fromisoformat(cls, text, /):
        """Construct a datetime from a string in ISO 8601 format."""
        if not isinstance(text, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            end = _date_end(text)
            parts = _parse_date(text[:end])
            rest = text[end + 1:]
            if rest:
                return cls(*parts, *_parse_time(rest))
            if len(text) > end:
                raise ValueError
            return cls(*parts)
        except Exception:
            raise ValueError(f"Invalid isoformat string: {text!r}") from None

    @classmethod
    def strptime(cls, date_string, format, /):
        """Parse a string according to a format."""
        return cls(*_strptime(date_string, format))

    @classmethod
    def fromordinal(cls, ordinal, /):
        """Construct a datetime from a proleptic Gregorian ordinal."""
        return cls(*_from_ordinal(ordinal))

    def _when(self):
        return (self._year, self._month, self._day, self._hour, self._minute,
                self._second, self._microsecond)

    def timetuple(self):
        """Return local time tuple compatible with time.localtime()."""
        saved = self.dst()
        return _time_tuple(self._when(), self.weekday(),
                           -1 if saved is None else int(bool(saved)))

    def utctimetuple(self):
        """Return UTC time tuple, compatible with time.localtime()."""
        offset = self.utcoffset()
        other = self - offset if offset else self
        return _time_tuple(other._when(), other.weekday(), 0)

    def timestamp(self):
        """Return POSIX timestamp as float."""
        return self._total() / 1000000

    def _total(self):
        """Microseconds since 1970, in UTC."""
        seconds = ((self.toordinal() - 719163) * 86400 + self._hour * 3600
                   + self._minute * 60 + self._second)
        total = seconds * 1000000 + self._microsecond
        offset = self.utcoffset()
        return total if offset is None else total - offset._total()

    def date(self):
        """Return date object with same year, month and day."""
        return date(self._year, self._month, self._day)

    def time(self):
        """Return time object with same time but with tzinfo=None."""
        return _time_class(self._hour, self._minute, self._second,
                           self._microsecond, fold=self._fold)

    def timetz(self):
        """Return time object with same time and tzinfo."""
        return _time_class(self._hour, self._minute, self._second,
                           self._microsecond, self._tzinfo, fold=self._fold)

    def replace(self, year=None, month=None, day=None, hour=None, minute=None,
                second=None, microsecond=None, tzinfo=True, *, fold=None):
        """Return datetime with new specified fields."""
        return type(self)(
            self._year if year is None else year,
            self._month if month is None else month,
            self._day if day is None else day,
            self._hour if hour is None else hour,
            self._minute if minute is None else minute,
            self._second if second is None else second,
            self._microsecond if microsecond is None else microsecond,
            self._tzinfo if tzinfo is True else tzinfo,
            fold=self._fold if fold is None else fold)

    __replace__ = replace

    def astimezone(self, tz=None):
        """tz -> convert to local time in new timezone tz"""
        tz = UTC if tz is None else tz
        if not isinstance(tz, _zone_class):
            raise TypeError("tz argument must be an instance of tzinfo")
        if tz is self._tzinfo:
            return self
        offset = self.utcoffset()
        utc = self if offset is None else self.replace(tzinfo=None) - offset
        return tz.fromutc(utc.replace(tzinfo=tz))

    def isoformat(self, sep="T", timespec="auto"):
        """Return the time formatted according to ISO."""
        return ("%04d-%02d-%02d%c" % (self._year, self._month, self._day, sep)
                + _time_text(self._hour, self._minute, self._second,
                             self._microsecond, timespec)
                + _offset_text(self.utcoffset()))

    def __repr__(self):
        parts = [self._year, self._month, self._day, self._hour, self._minute,
                 self._second, self._microsecond]
        if not parts[-1]:
            del parts[-1]
            if not parts[-1]:
                del parts[-1]
        parts = list(map(str, parts))
        if self._tzinfo is not None:
            parts.append(f"tzinfo={self._tzinfo!r}")
        if self._fold:
            parts.append("fold=1")
        return (f"{self.__class__.__module__}.{self.__class__.__qualname__}"
                f"({', '.join(parts)})")

    def __str__(self):
        return self.isoformat(sep=" ")

    def utcoffset(self):
        """Return the timezone offset as timedelta positive east of UTC."""
        return None if self._tzinfo is None else self._tzinfo.utcoffset(self)

    def tzname(self):
        """Return the timezone name."""
        return None if self._tzinfo is None else self._tzinfo.tzname(self)

    def dst(self):
        """Return 0 if DST is not in effect, or the DST offset."""
        return None if self._tzinfo is None else self._tzinfo.dst(self)

    def _comparable(self, other):
        if not isinstance(other, datetime):
            return False
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        return True

    def _key(self):
        return self._total()

    def __eq__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented
        return ((self.utcoffset() is None) == (other.utcoffset() is None)
                and self._total() == other._total())

    def __hash__(self):
        return hash(self._total())

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        total = ((self.toordinal() * 86400 + self._hour * 3600 + self._minute * 60
                  + self._second) * 1000000 + self._microsecond + other._total())
        seconds, micro = divmod(total, 1000000)
        ordinal, rest = divmod(seconds, 86400)
        if not 0 < ordinal <= _MAX_ORDINAL:
            raise OverflowError("date value out of range")
        minutes, second = divmod(rest, 60)
        hour, minute = divmod(minutes, 60)
        return type(self)(*_from_ordinal(ordinal), hour, minute, second, micro,
                          self._tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if not isinstance(other, datetime):
            return NotImplemented
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        return timedelta._of(self._total() - other._total())

    def __reduce__(self):
        return self.__class__, (*self._when(), self._tzinfo)


datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)


# -- ISO 8601


def _number(text):
    if not (text.isascii() and text.isdigit()):
        raise ValueError
    return int(text)


def _date_end(text):
    if text[4:5] == "-":
        if text[5:6] == "W":
            return 10 if text[8:9] == "-" else 8
        return 10
    if text[4:5] == "W":
        return 8 if text[7:8].isdigit() else 7
    return 8


def _parse_date(text):
    year = _number(text[:4])
    rest = text[4:]
    dashed = rest[:1] == "-"
    if dashed:
        rest = rest[1:]
    if rest[:1] == "W":
        week = _number(rest[1:3])
        rest = rest[3:]
        day = 1
        if rest:
            if dashed != (rest[:1] == "-") or len(rest) != 1 + dashed:
                raise ValueError
            day = _number(rest[-1])
        return date.fromisocalendar(year, week, day)._key()
    if dashed:
        if len(rest) != 5 or rest[2] != "-":
            raise ValueError
        return year, _number(rest[:2]), _number(rest[3:])
    if len(rest) != 4:
        raise ValueError
    return year, _number(rest[:2]), _number(rest[2:])


def _parse_clock(text):
    parts = [0, 0, 0, 0]
    colon = text[2:3] == ":"
    at = 0
    for index in range(3):
        parts[index] = _number(text[at:at + 2])
        at += 2
        if at >= len(text) or text[at] in ".,":
            break
        if colon and index < 2:
            if text[at] != ":":
                raise ValueError
            at += 1
    if at < len(text):
        if text[at] not in ".," or index != 2:
            raise ValueError
        digits = text[at + 1:]
        _number(digits)
        parts[3] = int(digits[:6].ljust(6, "0"))
    return parts


def _parse_time(text):
    """hour, minute, second, microsecond, tzinfo"""
    places = [at for at in (text.find("+"), text.find("-"), text.find("Z"))
              if at >= 0]
    end = min(places, default=len(text))
    parts = _parse_clock(text[:end])
    zone = None
    if end < len(text):
        if text[end] == "Z":
            if text[end + 1:]:
                raise ValueError
            zone = UTC
        else:
            hour, minute, second, micro = _parse_clock(text[end + 1:])
            delta = timedelta(hours=hour, minutes=minute, seconds=second,
                              microseconds=micro)
            zone = timezone(delta if text[end] == "+" else -delta)
    return (*parts, zone)


# -- strptime

_patterns = {
    "d": r"(?P<d>3[01]|[12]\d|0[1-9]|[1-9]| [1-9])", "f": r"(?P<f>\d{1,6})",
    "H": r"(?P<H>2[0-3]|[01]\d|\d)", "I": r"(?P<I>1[0-2]|0[1-9]|[1-9]| [1-9])",
    "j": r"(?P<j>36[0-6]|3[0-5]\d|[12]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9])",
    "m": r"(?P<m>1[0-2]|0[1-9]|[1-9])", "M": r"(?P<M>[0-5]\d|\d)",
    "S": r"(?P<S>6[01]|[0-5]\d|\d)", "y": r"(?P<y>\d\d)", "Y": r"(?P<Y>\d{4})",
    "z": r"(?P<z>([+-]\d\d:?[0-5]\d(:?[0-5]\d(\.\d{1,6})?)?)|(?-i:Z))",
    "a": "(?P<a>mon|tue|wed|thu|fri|sat|sun)",
    "A": "(?P<A>monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
    "b": "(?P<b>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    "B": "(?P<B>january|february|march|april|may|june|july|august|september|october"
         "|november|december)",
    "p": "(?P<p>am|pm)", "Z": "(?P<Z>utc|gmt)", "%": "%", "w": "(?P<w>[0-6])",
    "u": "(?P<u>[1-7])", "U": r"(?P<U>5[0-3]|[0-4]\d|\d)",
    "W": r"(?P<W>5[0-3]|[0-4]\d|\d)",
}
_shorthands = {"D": "%m/%d/%y", "F": "%Y-%m-%d", "T": "%H:%M:%S", "R": "%H:%M",
               "c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S"}
_formats = {}


def _compiled_format(format):
    import re as _re
    for short, whole in _shorthands.items():
        format = format.replace("%" + short, whole)
    pattern = []
    at = 0
    while at < len(format):
        char = format[at]
        at += 1
        if char == "%":
            code = format[at:at + 1]
            at += 1
            if not code:
                raise ValueError(f"stray % in format {format!r}")
            if code not in _patterns:
                raise ValueError(f"{code!r} is a bad directive in format {format!r}")
            pattern.append(_patterns[code])
        elif char.isspace():
            if pattern[-1:] != [r"\s+"]:
                pattern.append(r"\s+")
        else:
            pattern.append(_re.escape(char))
    return _re.compile("".join(pattern), _re.I)


def _strptime(text, format):
    """year, month, day, hour, minute, second, microsecond, tzinfo"""
    if not isinstance(text, str):
        raise TypeError(f"strptime() argument 1 must be str, not "
                        f"{type(text).__name__}")
    if format not in _formats:
        _formats[format] = _compiled_format(format)
    match = _formats[format].match(text)
    if match is None:
        raise ValueError(f"time data {text!r} does not match format {format!r}")
    if match.end() != len(text):
        raise ValueError(f"unconverted data remains: {text[match.end():]}")
    found = match.groupdict()
    year = 1900
    if "Y" in found:
        year = int(found["Y"])
    elif "y" in found:
        year = int(found["y"])
        year += 2000 if year <= 68 else 1900
    month = day = 1
    if "m" in found:
        month = int(found["m"])
    elif "B" in found:
        month = [name.lower() for name in _month_names].index(found["B"].lower())
    elif "b" in found:
        month = [name.lower() for name in _months].index(found["b"].lower())
    if "d" in found:
        day = int(found["d"])
    if "j" in found and "d" not in found:
        year, month, day = _from_ordinal(_to_ordinal(year, 1, 1)
                                         + int(found["j"]) - 1)
    hour = int(found.get("H") or 0)
    if "I" in found:
        hour = int(found["I"]) % 12
        if (found.get("p") or "").lower() == "pm":
            hour += 12
    micro = int((found.get("f") or "0").ljust(6, "0"))
    zone = None
    if "z" in found:
        zone = (UTC if found["z"] == "Z" else
                _parse_time("00:00" + found["z"])[4])
    elif "Z" in found:
        zone = None
    return (year, month, day, hour, int(found.get("M") or 0),
            int(found.get("S") or 0), micro, zone)

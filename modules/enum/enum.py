"""Enumerations."""
from functools import reduce as _reduce
from operator import or_ as _or

__all__ = ["EnumType", "EnumMeta", "EnumDict", "Enum", "IntEnum", "StrEnum", "Flag",
           "IntFlag", "ReprEnum", "auto", "unique", "property", "verify", "member",
           "nonmember", "FlagBoundary", "STRICT", "CONFORM", "EJECT", "KEEP",
           "global_flag_repr", "global_enum_repr", "global_str", "global_enum",
           "EnumCheck", "CONTINUOUS", "NAMED_FLAGS", "UNIQUE", "pickle_by_global_name",
           "pickle_by_enum_name"]

_property = property
_absent = object()


class nonmember:
    """Protects item from becoming an Enum member during class creation."""

    def __init__(self, value):
        self.value = value


class member:
    """Forces item to become an Enum member during class creation."""

    def __init__(self, value):
        self.value = value


class auto:
    """Instances are replaced with an appropriate value in Enum class suites."""

    def __init__(self, value=_absent):
        self.value = value

    def __repr__(self):
        return f"auto({self.value!r})" if self.value is not _absent else "auto()"


class property(_property):
    """A property that members may hide: Color.name may be a member too."""

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            if self.name in ownerclass.__dict__.get("_member_map_", ()):
                return ownerclass._member_map_[self.name]
            raise AttributeError(f"{ownerclass!r} has no attribute {self.name!r}")
        return self.fget(instance)

    def __set_name__(self, owner, name):
        self.name = name
        self.clsname = owner.__name__


def _is_descriptor(value):
    cls = type(value)
    return (hasattr(cls, "__get__") or hasattr(cls, "__set__")
            or hasattr(cls, "__delete__"))


def _is_dunder(name):
    return (len(name) > 4 and name[:2] == name[-2:] == "__" and name[2] != "_"
            and name[-3] != "_")


def _is_sunder(name):
    return (len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_"
            and name[-2] != "_")


def _is_private(cls_name, name):
    start = f"_{cls_name}__"
    return (len(name) > len(start) and name.startswith(start)
            and not name.endswith("__"))


def _is_single_bit(number):
    return number > 0 and not number & (number - 1)


class EnumDict(dict):
    """Track enum member order and ensure member names are not reused."""

    def __init__(self, cls_name=None):
        super().__init__()
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._auto_called = False
        self._is_root = False
        self._cls_name = cls_name
        self._generate_next_value = Enum._generate_next_value_ if cls_name else None

    def __setitem__(self, key, value):
        if self._cls_name is not None and _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            if key == "_generate_next_value_":
                if self._auto_called:
                    raise TypeError("_generate_next_value_ must be defined before "
                                    "members")
                self._generate_next_value = getattr(value, "__func__", value)
            elif key == "_ignore_":
                if isinstance(value, str):
                    value = value.replace(",", " ").split()
                self._ignore = list(value)
                taken = set(self._ignore) & set(self._member_names)
                if taken:
                    raise ValueError("_ignore_ cannot specify already set names: "
                                     f"{sorted(taken)!r}")
            elif key == "_root_":
                self._is_root = True
            elif not self._is_root and key not in ("_order_", "_missing_", "_numeric_repr_", "_value_",
                             "_repr_", "_name_", "_add_alias_", "_add_value_alias_",
                             "_iter_member_", "_iter_member_by_value_",
                             "_iter_member_by_def_"):
                raise ValueError(f"_sunder_ names, such as {key!r}, are reserved "
                                 "for future Enum use")
        elif _is_dunder(key):
            pass
        elif key in self._member_names:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif isinstance(value, member) or not (_is_descriptor(value)
                                               or isinstance(value, type)
                                               and False):
            if isinstance(value, member):
                value = value.value
            elif key in self:
                raise TypeError(f"{key!r} already defined as {self[key]!r}")
            value = self._resolved(key, value)
            self._member_names[key] = None
            self._last_values.append(value)
        super().__setitem__(key, value)

    def _resolved(self, key, value):
        """With each auto() in the value replaced."""
        if isinstance(value, auto):
            if value.value is _absent:
                value.value = self._generate_next_value(
                    key, 1, len(self._member_names), self._last_values[:])
                self._auto_called = True
            return value.value
        if type(value) is tuple and any(isinstance(each, auto) for each in value):
            return tuple(self._resolved(key, each) for each in value)
        return value

    @_property
    def member_names(self):
        return list(self._member_names)

    def update(self, members, *more, **kwds):
        for key in getattr(members, "keys", lambda: None)() or ():
            self[key] = members[key]
        for key, value in more:
            self[key] = value
        for key, value in kwds.items():
            self[key] = value


def _find_data_type(cls_name, bases):
    """The type whose values members are, and __repr__'s, or object."""
    for chain in bases:
        candidate = None
        for base in chain.__mro__:
            if base is object:
                continue
            if isinstance(base, EnumType):
                if base._member_type_ is not object:
                    return base._member_type_
                continue
            if "__new__" in base.__dict__ or "__dataclass_fields__" in base.__dict__:
                return candidate or base
            candidate = candidate or base
    return object


def _check_bases(cls_name, bases):
    for base in bases:
        for each in base.__mro__:
            if isinstance(each, EnumType) and each._member_names_:
                raise TypeError(f"<enum {cls_name!r}> cannot extend {each!r}")
    first = bases[-1] if bases else Enum
    if not isinstance(first, EnumType):
        raise TypeError("new enumerations should be created as `EnumName([mixin_type"
                        ", ...] [data_type,] enum_type)`")
    return first


def _find_new(namespace, data_type, first_enum):
    """(__new__ that makes members, was it kept, does it take arguments)"""
    new = namespace.get("__new__")
    if new is not None:
        return getattr(new, "__func__", new), True, True
    kept = getattr(first_enum, "_new_member_", None) if first_enum else None
    if kept is not None and kept is not object.__new__:
        return kept, False, True
    new = data_type.__new__
    return new, False, new is not object.__new__


def _take_texts(made, namespace, first, data_type):
    """Members look like members, not like the values they are mixed with."""
    for name in ("__repr__", "__str__", "__format__", "__reduce_ex__"):
        if name not in namespace:
            found = getattr(made, name)
            if found in (getattr(data_type, name, None), getattr(object, name, None)):
                setattr(made, name, getattr(first, name))


class EnumType(type):
    """Metaclass for Enum"""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        namespace = EnumDict()
        namespace._cls_name = cls
        if bases:
            first = _check_bases(cls, bases)
            namespace._generate_next_value = first._generate_next_value_
        return namespace

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False,
                **kwds):
        if not bases or "_root_" in classdict:
            classdict = dict(classdict)
            classdict.pop("_root_", None)
            made = super().__new__(metacls, cls, bases, classdict)
            made._member_names_ = []
            made._member_map_ = {}
            made._value2member_map_ = {}
            if "_member_type_" not in classdict:
                made._member_type_ = _find_data_type(cls, bases)
            made._boundary_ = boundary or getattr(made, "_boundary_", None)
            made._flag_mask_ = made._all_bits_ = 0
            if bases:
                _take_texts(made, classdict, bases[-1], made._member_type_)
            if "__new__" in classdict and bases:
                made._new_member_ = classdict["__new__"]
                made.__new__ = Enum.__new__
            return made
        first = _check_bases(cls, bases)
        for name in classdict._ignore:
            classdict.pop(name, None)
        names = classdict._member_names
        invalid = {"mro", ""} & set(names)
        if invalid:
            raise ValueError(f"invalid enum member name(s) {','.join(map(repr, invalid))}")
        data_type = _find_data_type(cls, bases)
        new, is_own, uses_args = _find_new(classdict, data_type, first)
        order = classdict.get("_order_")
        namespace = {key: value for key, value in classdict.items()
                     if key not in names and key not in ("_order_", "_ignore_")}
        values = {name: classdict[name] for name in names}
        if is_own:
            namespace["_new_member_"] = new
        namespace["__new__"] = Enum.__new__
        namespace["_member_names_"] = []
        namespace["_member_map_"] = {}
        namespace["_value2member_map_"] = {}
        namespace["_unhashable_values_"] = []
        namespace["_member_type_"] = data_type
        namespace["_flag_mask_"] = namespace["_all_bits_"] = 0
        namespace["_boundary_"] = boundary or getattr(first, "_boundary_", None)
        made = super().__new__(metacls, cls, bases, namespace, **kwds)
        _take_texts(made, namespace, first, data_type)
        for name, value in values.items():
            made._add_member(name, value, new, uses_args, data_type)
        made._finish_flags()
        if order is not None:
            if isinstance(order, str):
                order = order.replace(",", " ").split()
            order = [name for name in order if name in made._member_map_]
            if order != made._member_names_:
                raise TypeError("member order does not match _order_:\n  "
                                f"{made._member_names_!r}\n  {order!r}")
        return made

    def _add_member(cls, name, value, new, uses_args, data_type):
        args = value if isinstance(value, tuple) else (value,)
        if data_type is tuple:
            args = (args,)
        if uses_args:
            instance = new(cls, *args)
        else:
            instance = new(cls)
        if not hasattr(instance, "_value_"):
            if data_type is object:
                instance._value_ = value
            else:
                try:
                    instance._value_ = data_type(*args)
                except Exception as error:
                    new_error = TypeError("_value_ not set in __new__, unable to "
                                          "create it")
                    new_error.__cause__ = error
                    raise new_error
        value = instance._value_
        instance._name_ = name
        instance.__objclass__ = cls
        instance._sort_order_ = len(cls._member_names_)
        init = cls.__init__
        if init is not object.__init__ and init is not Enum.__init__:
            init(instance, *args)
        found = None
        try:
            found = cls._value2member_map_.get(value)
        except TypeError:
            for each in cls._member_map_.values():
                if each._value_ == value:
                    found = each
                    break
        if found is not None:
            instance = found
        else:
            is_flag = Flag is not None and issubclass(cls, Flag)
            if not is_flag or not isinstance(value, int) or _is_single_bit(value):
                cls._member_names_.append(name)
        cls._member_map_[name] = instance
        previous = None
        for base in cls.__mro__[1:]:
            if name in base.__dict__:
                previous = base.__dict__[name]
                break
        if not isinstance(previous, property):
            type.__setattr__(cls, name, instance)
        try:
            cls._value2member_map_.setdefault(value, instance)
        except TypeError:
            cls._unhashable_values_.append(value)

    def _finish_flags(cls):
        if Flag is None or not issubclass(cls, Flag):
            return
        for each in cls._member_map_.values():
            value = each._value_
            if isinstance(value, int):
                cls._all_bits_ |= value
                if _is_single_bit(value):
                    cls._flag_mask_ |= value
        cls._flag_mask_ |= cls._all_bits_ if cls._boundary_ is KEEP else 0
        cls._flag_mask_ = cls._all_bits_
        cls._all_bits_ = (1 << cls._all_bits_.bit_length()) - 1
        ordered = [cls._member_map_[name] for name in cls._member_names_]
        if [m._value_ for m in ordered] != sorted(m._value_ for m in ordered):
            cls._sorted_ = sorted(ordered, key=lambda m: m._value_)

    def __bool__(cls):
        return True

    def __call__(cls, value=_absent, names=_absent, *values, module=None,
                 qualname=None, type=None, start=1, boundary=None):
        if cls._member_map_ or names is _absent and cls._member_names_:
            if value is _absent:
                raise TypeError(f"{cls.__name__}.__new__() missing 1 required "
                                "positional argument: 'value'")
            if names is not _absent:
                value = (value, names, *values)
            return cls.__new__(cls, value)
        if names is _absent:
            if value is _absent or type is None and not isinstance(value, str):
                raise TypeError(f"{cls} has no members; specify `names=()` if you "
                                "meant to create a new, empty, enum")
            raise TypeError(f"{cls} has no members; specify `names=()` if you meant "
                            "to create a new, empty, enum")
        return cls._create_(value, names, module, qualname, type, start, boundary)

    def _create_(cls, class_name, names, module, qualname, mixin, start, boundary):
        metacls = cls.__class__
        bases = (cls,) if mixin is None else (mixin, cls)
        first = _check_bases(class_name, bases)
        namespace = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            last = []
            pairs = []
            for count, name in enumerate(names):
                value = first._generate_next_value_(name, start, count, last[:])
                last.append(value)
                pairs.append((name, value))
            names = pairs
        if hasattr(names, "items"):
            names = list(names.items())
        for name, value in names:
            namespace[name] = value
        namespace["__module__"] = module or "__main__"
        if qualname is not None:
            namespace["__qualname__"] = qualname
        return metacls.__new__(metacls, class_name, bases, namespace,
                               boundary=boundary)

    def __contains__(cls, value):
        if isinstance(value, cls):
            return True
        try:
            return value in cls._value2member_map_
        except TypeError:
            return value in cls._unhashable_values_

    def __delattr__(cls, attr):
        if attr in cls._member_map_:
            raise AttributeError(f"{cls.__name__!r} cannot delete member {attr!r}.")
        super().__delattr__(attr)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)

    def __dir__(cls):
        return sorted({"__class__", "__contains__", "__doc__", "__getitem__",
                       "__iter__", "__len__", "__members__", "__module__",
                       "__name__", "__qualname__", *cls._member_names_})

    def __getitem__(cls, name):
        """Return the member matching `name`."""
        return cls._member_map_[name]

    def __iter__(cls):
        """Return members in definition order."""
        if "_sorted_" in cls.__dict__:
            return iter(cls.__dict__["_sorted_"])
        return iter([cls._member_map_[name] for name in cls._member_names_])

    def __len__(cls):
        return len(cls._member_names_)

    @_property
    def __members__(cls):
        return _proxy(cls._member_map_)

    def __repr__(cls):
        if Flag is not None and issubclass(cls, Flag):
            return f"<flag {cls.__name__!r}>"
        return f"<enum {cls.__name__!r}>"

    def __reversed__(cls):
        """Return members in reverse definition order."""
        return reversed(list(cls))


EnumMeta = EnumType
_proxy = type(type.__dict__)
Flag = None


class Enum(metaclass=EnumType):
    """Create a collection of name/value pairs."""

    _root_ = True
    _member_type_ = object

    def __new__(cls, value):
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for each in cls._member_map_.values():
                if each._value_ == value:
                    return each
        if not cls._member_map_:
            raise TypeError(f"{cls!r} has no members defined")
        failed = None
        try:
            result = cls._missing_(value)
        except Exception as error:
            failed = error
            result = None
        if isinstance(result, cls):
            return result
        if (Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT
                and isinstance(result, int)):
            return result
        wrong = ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        if result is None and failed is None:
            raise wrong
        if failed is None:
            failed = TypeError(f"error in {cls.__name__}._missing_: returned "
                               f"{result!r} instead of None or a valid member")
        if not isinstance(failed, ValueError):
            failed.__context__ = wrong
        raise failed

    def __init__(self, *args, **kwds):
        pass

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        try:
            return sorted(last_values)[-1] + 1
        except TypeError:
            raise TypeError("unable to sort non-numeric values") from None

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        show = self._member_type_.__repr__
        if self._member_type_ is object:
            show = repr
        return f"<{self.__class__.__name__}.{self._name_}: {show(self._value_)}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __dir__(self):
        return sorted({"__class__", "__doc__", "__module__", "__eq__", "__hash__",
                       "name", "value"}
                      | {name for cls in self.__class__.__mro__ if cls is not object
                         for name in cls.__dict__
                         if name[0] != "_" and name not in cls.__dict__.get(
                             "_member_map_", ())})

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    @property
    def name(self):
        """The name of the Enum member."""
        return self._name_

    @property
    def value(self):
        """The value of the Enum member."""
        return self._value_


class ReprEnum(Enum):
    """Only changes the repr(), leaving str() and format() to the mixed-in type."""
    _root_ = True


class IntEnum(int, ReprEnum):
    """Enum where members are also (and must be) ints"""
    _root_ = True
    _new_member_ = int.__new__
    __str__ = int.__repr__
    __format__ = int.__format__


class StrEnum(str, ReprEnum):
    """Enum where members are also (and must be) strings"""
    _root_ = True
    __str__ = str.__str__
    __format__ = str.__format__

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f"too many arguments for str(): {values!r}")
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError(f"{values[0]!r} is not a string")
        value = str(*values)
        made = str.__new__(cls, value)
        made._value_ = value
        return made

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


class FlagBoundary(StrEnum):
    """control how out of range values are handled"""
    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


class Flag(Enum, boundary=STRICT):
    """Support for flags"""
    _root_ = True
    _numeric_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        last = max(last_values)
        try:
            return 2 ** (last.bit_length() if last > 0 else 0)
        except Exception:
            raise TypeError(f"invalid flag value {last!r}") from None

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        original = value
        mask, all_bits = cls._flag_mask_, cls._all_bits_
        if not ~all_bits <= value <= all_bits or value & (all_bits ^ mask):
            if cls._boundary_ is STRICT:
                width = max(value.bit_length(), mask.bit_length())
                raise ValueError(
                    f"{cls!r} invalid value {original!r}\n    given "
                    f"{_binary(value, width)}\n  allowed {_binary(mask, width)}")
            if cls._boundary_ is CONFORM:
                value &= mask
            elif cls._boundary_ is EJECT:
                return value
        if value < 0:
            value += (max(all_bits + 1, 1 << value.bit_length())
                      if cls._boundary_ in (EJECT, KEEP)
                      else 0)
            if value < 0:
                value = mask & value
        known = cls._value2member_map_.get(value)
        if known is not None:
            return known
        if cls._member_type_ is object:
            made = object.__new__(cls)
        else:
            made = cls._member_type_.__new__(cls, value)
        made._value_ = value
        names = [each._name_ for each in cls if each._value_ & value]
        unknown = value & ~mask
        if names:
            made._name_ = "|".join(names)
            if unknown:
                made._name_ += f"|{unknown}"
        else:
            made._name_ = None
        return cls._value2member_map_.setdefault(value, made)

    def _bits(self, other):
        if isinstance(other, self.__class__):
            return other._value_
        if self._member_type_ is not object and isinstance(other,
                                                           self._member_type_):
            return int(other)
        return None

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(f"unsupported operand type(s) for 'in': "
                            f"{type(other).__qualname__!r} and "
                            f"{self.__class__.__qualname__!r}")
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        for each in self.__class__:
            if each._value_ & self._value_:
                yield each

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        value = int.__repr__(self._value_)
        if self._name_ is None:
            return f"<{self.__class__.__name__}: {value}>"
        return f"<{self.__class__.__name__}.{self._name_}: {value}>"

    def __str__(self):
        if self._name_ is None:
            return f"{self.__class__.__name__}({self._value_!r})"
        return f"{self.__class__.__name__}.{self._name_}"

    def __bool__(self):
        return bool(self._value_)

    def __or__(self, other):
        bits = self._bits(other)
        return NotImplemented if bits is None else self.__class__(
            self._value_ | bits)

    def __and__(self, other):
        bits = self._bits(other)
        return NotImplemented if bits is None else self.__class__(
            self._value_ & bits)

    def __xor__(self, other):
        bits = self._bits(other)
        return NotImplemented if bits is None else self.__class__(
            self._value_ ^ bits)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__

    def __invert__(self):
        if self._boundary_ in (EJECT, KEEP):
            return self.__class__(~self._value_)
        return self.__class__(self._flag_mask_ & ~self._value_)


def _binary(number, width):
    """0b and a sign digit, the bits behind a blank."""
    if number < 0:
        return "0b1 " + format((1 << width) + number, f"0{width}b")
    return "0b0 " + format(number, f"0{width}b")


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Support for integer-based Flags"""
    _root_ = True
    _new_member_ = int.__new__
    __repr__ = Flag.__repr__
    __str__ = int.__repr__
    __format__ = int.__format__
    __or__ = Flag.__or__
    __and__ = Flag.__and__
    __xor__ = Flag.__xor__
    __ror__ = Flag.__ror__
    __rand__ = Flag.__rand__
    __rxor__ = Flag.__rxor__
    __invert__ = Flag.__invert__


def unique(enumeration):
    """Class decorator for enumerations ensuring unique member values."""
    duplicates = [(name, each.name)
                  for name, each in enumeration.__members__.items()
                  if name != each.name]
    if duplicates:
        details = ", ".join(f"{alias} -> {name}" for alias, name in duplicates)
        raise ValueError(f"duplicate values found in {enumeration!r}: {details}")
    return enumeration


class EnumCheck(StrEnum):
    """various conditions to check an enumeration for"""
    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class verify:
    """Check an enumeration for various constraints."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        for check in self.checks:
            if check is UNIQUE:
                duplicates = [f"{name} -> {each.name}" for name, each
                              in enumeration.__members__.items()
                              if name != each.name]
                if duplicates:
                    raise ValueError(f"aliases found in {enumeration!r}: "
                                     f"{', '.join(duplicates)}")
            elif check is CONTINUOUS:
                values = {each.value for each in enumeration}
                if len(values) >= 2:
                    if issubclass(enumeration, Flag):
                        wanted = {1 << bit for bit
                                  in range(min(values).bit_length() - 1,
                                           max(values).bit_length())}
                    else:
                        wanted = set(range(min(values), max(values)))
                    missing = sorted(wanted - values)
                    if missing:
                        raise ValueError(f"invalid enum {enumeration.__name__!r}: "
                                         "missing values "
                                         f"{', '.join(map(str, missing))}")
        return enumeration


def global_enum_repr(self):
    return f"{self.__class__.__module__.rpartition('.')[2]}.{self._name_}"


def global_flag_repr(self):
    module = self.__class__.__module__.rpartition(".")[2]
    if self._name_ is None:
        return f"{module}.{self.__class__.__name__}({self._value_!r})"
    return "|".join(f"{module}.{name}" for name in self._name_.split("|"))


def global_str(self):
    return self._name_ or f"{self.__class__.__name__}({self._value_!r})"


def global_enum(cls, update_str=False):
    """Make the repr() of members that of names of a module."""
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    return cls


def pickle_by_global_name(self, proto):
    return self.name


def pickle_by_enum_name(self, proto):
    return getattr, (self.__class__, self._name_)

/* complete.c - everything that a module in C can have, in one: what the scripts
 * beside it show is what the SDK promises. */
#include <vivarium.h>

/* -- settings, and what is kept for each sandbox */

typedef struct complete {
    const char *greeting;
    double factor;
    bool loud;
} complete;

typedef struct session {
    int64_t calls, vaults;
} session;

static const viv_setting complete_settings[] = {
    VIV_TEXT_SETTING(complete, greeting, "hello", "What greet() says."),
    VIV_NUMBER(complete, factor, "2", "What scaled() multiplies with."),
    VIV_FLAG(complete, loud, "no", "Whether it says so loudly."),
};

static viv_value complete_greet(viv_vm *vm, const viv_value *args) {
    const complete *state = viv_state(vm, "complete");

    (void)args;
    return viv_str(vm, state->loud ? "HEY" : state->greeting);
}

static viv_value complete_calls(viv_vm *vm, const viv_value *args) {
    session *own = viv_session(vm, "complete");

    (void)args;
    return viv_int(vm, ++own->calls);
}

static viv_value complete_remember(viv_vm *vm, const viv_value *args) {
    viv_value values = viv_values(vm, "complete");

    VIV_TRY(values);
    return viv_dict_set(vm, values, args[0], args[1]) ? VIV_NONE : VIV_RAISE;
}

static viv_value complete_recall(viv_vm *vm, const viv_value *args) {
    viv_value values = viv_values(vm, "complete"), found;

    VIV_TRY(values);
    found = viv_dict_get(vm, values, args[0]);
    return viv_is_absent(found) ? VIV_NONE : found;
}

/* -- numbers, calls */

static double half(double x) {
    return x / 2;
}

static viv_value complete_half(viv_vm *vm, const viv_value *args) {
    return viv_float(vm, half(viv_to_float(vm, args[0])));
}

static viv_value complete_scaled(viv_vm *vm, const viv_value *args) {
    const complete *state = viv_state(vm, "complete");

    return viv_float(vm, state->factor * viv_to_float(vm, args[0]));
}

static viv_value complete_twice(viv_vm *vm, const viv_value *args) {
    viv_value once = viv_call(vm, args[0], &args[1], 1);

    VIV_TRY(once);
    return viv_tail_call(vm, args[0], &once, 1);
}

/* -- an exception of its own */

static viv_value complete_complain(viv_vm *vm, const viv_value *args) {
    viv_value type = viv_module_get(vm, "complete", "Complaint");

    return viv_raise_type(vm, type, "about %R", args[0]);
}

/* -- a class of values: payload, comparison, operators, a container */

typedef struct point {
    double x, y;
} point;

static viv_value make_point(viv_vm *vm, viv_value type, point at) {
    viv_value made = viv_new(vm, type);
    point *self;

    VIV_TRY(made);
    self = viv_slot_bytes(vm, made, 0, sizeof *self);
    if (!self)
        return VIV_RAISE;
    *self = at;
    return made;
}

/* False: raised. */
static bool read_point(viv_vm *vm, viv_value value, point *at) {
    point *self = viv_slot_bytes(vm, value, 0, sizeof *self);

    if (self)
        *at = *self;
    return self != NULL;
}

/* 1; 0: it is none; -1: raised. */
static int other_point(viv_vm *vm, viv_value value, point *at) {
    viv_value type = viv_module_get(vm, "complete", "Point");
    int is = viv_is_instance(vm, value, type);

    return is <= 0 ? is : read_point(vm, value, at) ? 1 : -1;
}

static viv_value point_new(viv_vm *vm, const viv_value *args) {
    return make_point(vm, args[0], (point){viv_to_float(vm, args[1]),
                                           viv_to_float(vm, args[2])});
}

static viv_value point_repr(viv_vm *vm, const viv_value *args) {
    viv_writer out;
    viv_value x, y;
    point self;

    if (!read_point(vm, args[0], &self))
        return VIV_RAISE;
    x = viv_repr(vm, viv_float(vm, self.x));
    VIV_TRY(x);
    y = viv_repr(vm, viv_float(vm, self.y));
    VIV_TRY(y);
    viv_write_begin(&out, vm);
    viv_write_text(&out, "Point(");
    viv_write_str(&out, x);
    viv_write_text(&out, ", ");
    viv_write_str(&out, y);
    viv_write_text(&out, ")");
    return viv_write_end(&out);
}

static viv_value point_eq(viv_vm *vm, const viv_value *args) {
    point self, other;
    int is = other_point(vm, args[1], &other);

    if (is < 0 || !read_point(vm, args[0], &self))
        return VIV_RAISE;
    return is ? viv_bool(self.x == other.x && self.y == other.y)
              : VIV_NOT_IMPLEMENTED;
}

static viv_value point_lt(viv_vm *vm, const viv_value *args) {
    point self, other;
    int is = other_point(vm, args[1], &other);

    if (is < 0 || !read_point(vm, args[0], &self))
        return VIV_RAISE;
    return is ? viv_bool(self.x < other.x) : VIV_NOT_IMPLEMENTED;
}

static viv_value point_hash(viv_vm *vm, const viv_value *args) {
    uint64_t hash;
    point self;

    if (!read_point(vm, args[0], &self))
        return VIV_RAISE;
    viv_value x = viv_float(vm, self.x);

    VIV_TRY(x);
    return viv_hash(vm, x, &hash) ? viv_int(vm, (int64_t)(hash >> 4))
                                  : VIV_RAISE;
}

static viv_value point_add(viv_vm *vm, const viv_value *args) {
    point self, other;
    int is = other_point(vm, args[1], &other);

    if (is < 0 || !read_point(vm, args[0], &self))
        return VIV_RAISE;
    return is ? make_point(vm, viv_type_of(vm, args[0]),
                           (point){self.x + other.x, self.y + other.y})
              : VIV_NOT_IMPLEMENTED;
}

static viv_value point_len(viv_vm *vm, const viv_value *args) {
    (void)args;
    return viv_int(vm, 2);
}

static viv_value point_getitem(viv_vm *vm, const viv_value *args) {
    int64_t index = viv_to_int(vm, args[1]);
    point self;

    if (!read_point(vm, args[0], &self))
        return VIV_RAISE;
    if (index < 0 || index > 1)
        return viv_raise(vm, VIV_IndexError, "a point has two parts");
    return viv_float(vm, index == 0 ? self.x : self.y);
}

static viv_value point_get_x(viv_vm *vm, viv_value value) {
    point self;

    return read_point(vm, value, &self) ? viv_float(vm, self.x) : VIV_RAISE;
}

static viv_value point_set_x(viv_vm *vm, viv_value value, viv_value x) {
    point *self = viv_slot_bytes(vm, value, 0, sizeof *self);
    double number;

    if (!self || !viv_real(vm, x, &number))
        return VIV_RAISE;
    self->x = number;
    return VIV_NONE;
}

static const viv_function point_methods[] = {
    {"__new__(cls, x: float, y: float = 0.0)", point_new, "A point."},
    {"__repr__(self)", point_repr, "Itself as text."},
    {"__eq__(self, other)", point_eq, "Are both at the same place?"},
    {"__lt__(self, other)", point_lt, "Is it to the left?"},
    {"__hash__(self)", point_hash, "Equal points have the same."},
    {"__add__(self, other)", point_add, "The sum of both."},
    {"__len__(self)", point_len, "2."},
    {"__getitem__(self, index: index)", point_getitem, "x or y."},
};

static const viv_property point_properties[] = {
    {"x", point_get_x, point_set_x, "The first part."},
};

/* -- a class with something outside of the cage: the vaults that are open are
 * counted where the handle's release can see it */

typedef struct vault {
    session *owner;
    int64_t coins;
} vault;

static void close_vault(void *resource) {
    vault *self = resource;

    if (self->owner)
        self->owner->vaults--;
}

static bool copy_vault(void *to, const void *from) {
    (void)from;
    /* The other sandbox's count is its own. */
    ((vault *)to)->owner = NULL;
    return true;
}

static const viv_handle_kind vaults = {
    .size = sizeof vaults,
    .name = "vault",
    .release = close_vault,
    .copy = copy_vault,
};

static viv_value vault_new(viv_vm *vm, const viv_value *args) {
    viv_value made = viv_new(vm, args[0]);

    VIV_TRY(made);
    vault *self = viv_handle_new(vm, made, 0, &vaults, sizeof *self);

    if (!self)
        return VIV_RAISE;
    self->owner = viv_session(vm, "complete");
    self->coins = viv_to_int(vm, args[1]);
    self->owner->vaults++;
    return made;
}

static viv_value vault_take(viv_vm *vm, const viv_value *args) {
    vault *self = viv_handle(vm, args[0], 0, &vaults);

    if (!self)
        return viv_raise(vm, VIV_ValueError, "the vault is closed");
    if (self->coins == 0)
        return viv_raise(vm, VIV_LookupError, "the vault is empty");
    return viv_int(vm, --self->coins);
}

static viv_value vault_close(viv_vm *vm, const viv_value *args) {
    viv_handle_release(vm, args[0], 0, &vaults);
    return VIV_NONE;
}

static viv_value complete_vaults(viv_vm *vm, const viv_value *args) {
    session *own = viv_session(vm, "complete");

    (void)args;
    return viv_int(vm, own->vaults);
}

static const viv_function vault_methods[] = {
    {"__new__(cls, coins: ssize)", vault_new, "A vault with coins."},
    {"take(self)", vault_take, "Takes a coin; how many are left."},
    {"close(self)", vault_close, "Closes it for good."},
};

/* -- the whole */

static const viv_type complete_types[] = {
    {
        .name = "Complaint",
        .doc = "Something is not as it should be.",
        .base = "ValueError",
    },
    {
        .name = "Point",
        .doc = "A place in the plane.",
        .slots = 1,
        .flags = VIV_TYPE_SEQUENCE,
        .methods = VIV_TABLE(point_methods),
        .properties = VIV_TABLE(point_properties),
    },
    {
        .name = "Vault",
        .doc = "Keeps coins outside.",
        .slots = 1,
        .flags = VIV_TYPE_FINAL,
        .methods = VIV_TABLE(vault_methods),
    },
};

static const viv_function complete_functions[] = {
    {"greet() -> str", complete_greet, "What the settings say."},
    {"calls() -> int", complete_calls, "How often it was called."},
    {"remember(key, value)", complete_remember, "Keeps a value."},
    {"recall(key)", complete_recall, "The value that was kept."},
    {"half(x: float, /) -> float", complete_half, "x / 2."},
    {"scaled(x: float, /) -> float", complete_scaled, "x times the factor."},
    {"twice(function: callable, value)", complete_twice,
     "function(function(value))."},
    {"complain(subject)", complete_complain, "Raises a Complaint."},
    {"vaults() -> int", complete_vaults, "How many are open."},
};

static const viv_real_function complete_reals[] = {{"half", half}};

static const viv_constant complete_constants[] = {
    VIV_INT_CONSTANT("ANSWER", 42, "An int."),
    VIV_FLOAT_CONSTANT("HALF", 0.5, "A float."),
    VIV_STR_CONSTANT("NAME", "complete", "A str."),
};

VIV_MODULE(complete) {
    .doc = "Has one of each.",
    .functions = VIV_TABLE(complete_functions),
    .constants = VIV_TABLE(complete_constants),
    .types = VIV_TABLE(complete_types),
    .reals = VIV_TABLE(complete_reals),
    .settings = VIV_TABLE(complete_settings),
    .state_size = sizeof(complete),
    .session_size = sizeof(session),
};

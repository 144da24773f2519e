/* countdown.c - the `countdown` module: a class of iterators in C. */
#include <vivarium.h>

/* What an instance keeps: plain bytes that only this file sees. */
typedef struct countdown {
    int64_t left, step;
} countdown;

static viv_value countdown_new(viv_vm *vm, const viv_value *args) {
    viv_value made;
    countdown *self;

    if (viv_to_int(vm, args[2]) <= 0)
        return viv_raise(vm, VIV_ValueError, "step must be positive");
    made = viv_new(vm, args[0]);
    VIV_TRY(made);
    self = viv_slot_bytes(vm, made, 0, sizeof *self);
    if (!self)
        return VIV_RAISE;
    self->left = viv_to_int(vm, args[1]);
    self->step = viv_to_int(vm, args[2]);
    return made;
}

static viv_value countdown_iter(viv_vm *vm, const viv_value *args) {
    (void)vm;
    return args[0];
}

static viv_value countdown_next(viv_vm *vm, const viv_value *args) {
    countdown *self = viv_slot_bytes(vm, args[0], 0, sizeof *self);

    if (!self)
        return VIV_RAISE;
    if (self->left <= 0)
        return VIV_DONE;
    self->left -= self->step;
    return viv_int(vm, self->left + self->step);
}

static viv_value countdown_left(viv_vm *vm, viv_value self) {
    countdown *state = viv_slot_bytes(vm, self, 0, sizeof *state);

    return state ? viv_int(vm, state->left) : VIV_RAISE;
}

static const viv_function countdown_methods[] = {
    {"__new__(cls, start: ssize, step: ssize = 1)", countdown_new,
     "Count down from start to 1."},
    {"__iter__(self)", countdown_iter, "The iterator itself."},
    {"__next__(self)", countdown_next, "The next number."},
};

static const viv_property countdown_properties[] = {
    {"left", countdown_left, NULL, "What the next number will be."},
};

static const viv_type countdown_types[] = {
    {
        .name = "Countdown",
        .doc = "Numbers from start down to 1.",
        .slots = 1,
        .methods = VIV_TABLE(countdown_methods),
        .properties = VIV_TABLE(countdown_properties),
    },
};

VIV_MODULE(countdown) {
    .doc = "Counts down.",
    .types = VIV_TABLE(countdown_types),
};

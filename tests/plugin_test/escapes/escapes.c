/* escapes.c - a plugin that believes what it once wrote into the cage.
 *
 * wrong: next.py: round
 */
#include <vivarium.h>

typedef struct state {
    int64_t at;
} state;

static const char letters[] = "abc";

static viv_value letters_new(viv_vm *vm, const viv_value *args) {
    viv_value made = viv_new(vm, args[0]);

    VIV_TRY(made);
    return viv_slot_bytes(vm, made, 0, sizeof(state)) ? made : VIV_RAISE;
}

static viv_value letters_next(viv_vm *vm, const viv_value *args) {
    state *self = viv_slot_bytes(vm, args[0], 0, sizeof *self);

    if (!self)
        return VIV_RAISE;
    if (self->at == 3)
        self->at = 0;
    return viv_str_char(vm, (unsigned char)letters[self->at++]);
}

static const viv_function letters_methods[] = {
    {"__new__(cls)", letters_new, "Letters again and again."},
    {"next(self)", letters_next, "The next letter."},
};

static const viv_type escapes_types[] = {
    {.name = "Letters", .slots = 1, .methods = VIV_TABLE(letters_methods)},
};

VIV_MODULE(escapes) {
    .doc = "Trusts its payload.",
    .types = VIV_TABLE(escapes_types),
};

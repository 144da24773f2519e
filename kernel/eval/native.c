/* native.c - the table of native functions, and calls of its rows.
 *
 * A native function object in the cage holds nothing but a row number. If that
 * were a pointer, overwriting it would mean calling any address; as it is, a
 * forged number is another function of the same table, with its own checks of
 * `self` and arguments.
 */
#include "eval/native.h"

#include <stdio.h>
#include <stdlib.h>

#include "eval/bind.h"
#include "eval/continuations.h"
#include "object/class.h"
#include "object/error.h"
#include "object/protocol.h"
#include "object/str.h"

static bool grow(vk_natives *natives) {
    uint32_t room = natives->room ? natives->room * 2 : 1024;
    vk_native_entry *entries =
        realloc(natives->entries, room * sizeof *entries);

    if (entries == NULL)
        return false;
    natives->entries = entries;
    natives->room = room;
    return true;
}

/* Copies of the two names a message uses; kept as long as the runtime. malloc
 * is allowed here: this runs when the world is built, outside every sandbox. */
static bool name_entry(vk_native_entry *entry, const char *signature,
                       const char *owner) {
    uint32_t length = (uint32_t)strcspn(signature, "(");
    bool plain = *owner == '\0' || strcmp(owner, "builtins") == 0;
    char *text = malloc(length + strlen(owner) + length + 3);

    if (text == NULL)
        return false;
    memcpy(text, signature, length);
    text[length] = '\0';
    entry->name = text;
    entry->qualified = text + length + 1;
    sprintf(text + length + 1, "%s%s%.*s", plain ? "" : owner,
            plain ? "" : ".", (int)length, signature);
    return true;
}

/* All positional, and what is to be converted can be seen in [wants]: C reads
 * the registers themselves when the arguments are as wanted. The commonest
 * natives (len, list.append, ord) are called with the caller's registers as
 * their arguments: no binding, no copy. */
static uint16_t direct_count(vk_native_entry *entry) {
    const vk_signature *only = entry->signatures[0];

    if (entry->alternatives != 1 || only->count != only->positional)
        return VK_NOT_SIMPLE;
    for (uint32_t i = 0; i < only->count; i++) {
        const vk_parameter *parameter = &only->parameters[i];

        if (parameter->convert == VK_CONVERT_object)
            continue;
        if (i >= VK_WANTS_MOST)
            return VK_NOT_SIMPLE;
        entry->wants |= (uint32_t)(parameter->convert |
                                   (parameter->nullable ? VK_WANTS_OR_NONE
                                                        : 0))
                        << 8 * i;
    }
    return only->count;
}

/* Can vk_bind_quick() be tried? */
static bool is_quick(const vk_native_entry *entry) {
    const vk_signature *only = entry->signatures[0];

    if (entry->alternatives != 1)
        return false;
    for (uint32_t i = only->positional; i < only->count; i++)
        if (only->parameters[i].form != VK_FORM_VARARGS &&
            !only->parameters[i].optional)
            return false;
    return true;
}

uint32_t vk_natives_add(viv_vm *vm, vk_natives *natives,
                        const viv_function *function, const char *owner,
                        vk_kind kind, const char **problem) {
    const char *text = function->signature;
    vk_native_entry entry = {.call = function->call,
                             .self_kind = (uint8_t)kind,
                             .text = function->signature,
                             .doc = function->doc};

    *problem = "out of memory";
    if (natives->count == natives->room && !grow(natives))
        return UINT32_MAX;
    if (!name_entry(&entry, text, owner))
        return UINT32_MAX;
    while (*text != '\0' && entry.alternatives < VK_ALTERNATIVES_MAX) {
        vk_signature *read = vk_signature_parse(vm, &text, problem);

        if (read == NULL)
            return UINT32_MAX;
        entry.signatures[entry.alternatives++] = read;
    }
    entry.constructor = strcmp(entry.name, "__new__") == 0;
    entry.title = entry.constructor ? owner : entry.name;
    entry.iterator = strcmp(entry.name, "__next__") == 0;
    entry.direct = entry.iterator ? VK_NOT_SIMPLE : direct_count(&entry);
    entry.quick = !entry.iterator && is_quick(&entry);
    natives->entries[natives->count] = entry;
    return natives->count++;
}

void vk_natives_free(vk_natives *natives) {
    for (uint32_t i = 0; i < natives->count; i++) {
        for (uint32_t k = 0; k < natives->entries[i].alternatives; k++)
            free(natives->entries[i].signatures[k]);
        free((char *)natives->entries[i].name);
    }
    free(natives->entries);
    *natives = (vk_natives){0};
}

viv_value vk_native_new(viv_vm *vm, vk_kind kind, uint32_t index,
                        viv_value module, viv_value owner) {
    const vk_native_entry *entry = &VK(vm)->natives[index];
    viv_value name = vk_str_intern_utf8(vm, entry->name,
                                        (uint32_t)strlen(entry->name));
    viv_value doc = entry->doc ? vk_str_from_text(vm, entry->doc) : VIV_NONE;
    vk_native_object *made;

    VIV_TRY(name);
    VIV_TRY(doc);
    made = vk_new(vm, kind, sizeof *made);
    if (made == NULL)
        return VIV_RAISE;
    made->head.extra = entry->direct;
    made->index = index;
    made->spare = 0;
    made->self = VIV_ABSENT;
    made->name = name;
    made->module = module;
    made->owner = owner;
    made->doc = doc;
    return vk_reference(vm, made);
}

/* A bound native is never called directly: `self` must be put in front. */
viv_value vk_native_bind(viv_vm *vm, viv_value method, viv_value self) {
    vk_native_object *from = vk_object(vm, method);
    vk_native_object *made = vk_new(vm, VK_NATIVE, sizeof *made);
    vk_header head;

    if (made == NULL)
        return VIV_RAISE;
    head = made->head;
    *made = *from;
    made->head = head;
    made->head.extra = VK_NOT_SIMPLE;
    made->self = self;
    return vk_reference(vm, made);
}

/* Kept: a function of four plain parameters, and its first three arguments. The
 * row is checked again, it was kept in the cage. */
viv_value vk_after_native(viv_vm *vm, const viv_value *kept,
                          viv_value result) {
    viv_value args[4] = {kept[1], kept[2], kept[3], result};
    vk_native_object *then = vk_object(vm, kept[0]);

    VK_CHECK(vm, vk_is(vm, kept[0], VK_NATIVE) &&
                     then->index < VK(vm)->native_count &&
                     VK(vm)->natives[then->index].direct == 4);
    return vk_native_call(vm, then->index, args, 4, VIV_ABSENT);
}

/* What CPython makes of a slot words it in its own way. */
static bool is_slot_wrapper(viv_vm *vm, const vk_native_entry *entry) {
    viv_value name = vk_str_intern_utf8(vm, entry->name,
                                        (uint32_t)strlen(entry->name));
    vk_special special =
        viv_is_jump(name) ? VK_SPECIAL_COUNT : vk_special_find(vm, name);

    return special < VK_SPECIAL_COUNT && special != VK_SPECIAL_FORMAT;
}

static viv_value wrong_self(viv_vm *vm, const vk_native_entry *entry,
                            viv_value given) {
    viv_value type = vk_builtin_type(entry->self_kind);

    if (viv_is_absent(given))
        return vk_raise(vm, VIV_TypeError,
                        "unbound method %s() needs an argument",
                        entry->qualified);
    if (entry->constructor)
        return vk_is(vm, given, VK_TYPE)
                   ? vk_raise(vm, VIV_TypeError,
                              "%N.__new__(%N): %N is not a subtype of %N", type,
                              given, given, type)
                   : vk_raise(vm, VIV_TypeError,
                              "%N.__new__(X): X is not a type object (%T)",
                              type, given);
    if (is_slot_wrapper(vm, entry))
        return vk_raise(vm, VIV_TypeError,
                        "descriptor '%s' requires a '%N' object but received "
                        "a '%T'",
                        entry->name, type, given);
    return vk_raise(vm, VIV_TypeError,
                    "descriptor '%s' for '%N' objects doesn't apply to a "
                    "'%T' object",
                    entry->name, type, given);
}

static bool fits_self(viv_vm *vm, const vk_native_entry *entry,
                      viv_value self) {
    if (!entry->constructor)
        return vk_kind_of(vm, self) == entry->self_kind ||
               vk_type_derives(vm, vk_type_of(vm, self),
                               vk_builtin_type(entry->self_kind));
    return vk_is(vm, self, VK_TYPE) &&
           vk_type_derives(vm, self, vk_builtin_type(entry->self_kind));
}

static bool fits_type(viv_vm *vm, viv_value self, uint32_t type,
                      bool constructor) {
    return vk_type_derives(vm, constructor ? self : vk_type_of(vm, self),
                           vk_reference_at(type));
}

static viv_value wrong_type(viv_vm *vm, const vk_native_entry *entry,
                            viv_value given) {
    return vk_raise(vm, VIV_TypeError,
                    "descriptor '%s' for '%N' objects doesn't apply to a '%T' "
                    "object",
                    entry->name, vk_reference_at(entry->self_type), given);
}

/* The alternative that takes so many positional arguments; the last one if
 * none. range(stop) and range(start, stop, step): one function, several
 * signatures; C is told which by one more argument behind the last. */
static uint32_t choose(const vk_native_entry *entry, uint32_t positional) {
    for (uint32_t i = 0; i + 1 < entry->alternatives; i++) {
        const vk_signature *s = entry->signatures[i];

        if (positional >= s->required &&
            (positional <= s->positional || s->varargs))
            return i;
    }
    return entry->alternatives - 1u;
}

/* __next__, called by its name. */
static viv_value stop_at_end(viv_vm *vm, viv_value item) {
    return viv_is_done(item)
               ? vk_raise_exception(
                     vm, vk_error_type(vm, VIV_StopIteration), VIV_ABSENT)
               : item;
}

/* The checks in the order of what they protect: capability, layout of self,
 * class of self; then arguments. */
viv_value vk_native_call(viv_vm *vm, uint32_t index, const viv_value *args,
                         uint32_t count, viv_value names) {
    struct vk_machine *machine = VK(vm);
    viv_value bound[VK_PARAMETERS_MAX + 1];
    const vk_native_entry *entry;
    vk_arguments given = {args, count, names};
    uint32_t chosen;
    int done = 0;

    VK_CHECK(vm, index < machine->native_count);
    entry = &machine->natives[index];
    if (entry->needs & ~machine->granted)
        return vk_raise(vm, VIV_PermissionError,
                        "%s() needs a capability that is not granted",
                        entry->qualified);
    if (entry->self_kind != 0 &&
        (count == 0 || !fits_self(vm, entry, args[0])))
        return wrong_self(vm, entry, count == 0 ? VIV_ABSENT : args[0]);
    if (entry->self_type != 0 &&
        !fits_type(vm, args[0], entry->self_type, entry->constructor))
        return wrong_type(vm, entry, args[0]);
    if (entry->direct == count && viv_is_absent(names) &&
        (entry->wants == 0 || vk_native_fits(vm, entry->wants, args)))
        return vk_native_run(vm, entry, args);
    if (entry->iterator && count == 1)
        return stop_at_end(vm, vk_native_run(vm, entry, args));
    if (entry->quick && viv_is_absent(names))
        done = vk_bind_quick(vm, entry->signatures[0], args, count, bound);
    if (done != 0) {
        bound[entry->signatures[0]->count] = viv_small_int(0);
        return done > 0 ? vk_native_run(vm, entry, bound) : VIV_RAISE;
    }
    chosen = choose(entry, vk_bind_positional(vm, &given));
    if (!vk_bind_native(vm, entry, entry->signatures[chosen], &given, bound))
        return VIV_RAISE;
    bound[entry->signatures[chosen]->count] = viv_small_int(chosen);
    return vk_native_run(vm, entry, bound);
}

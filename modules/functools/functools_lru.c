/* functools_lru.c - the object behind lru_cache.
 *
 * What is known lies in a dict from key to result; with a bound, from key to a
 * link: a list of the link before, the link behind, key and result. The links
 * are a ring whose root has the oldest behind it and the newest before it. A
 * miss calls the function after C has returned; _lru_store takes the result.
 */
#include "functools_parts.h"

enum {
    FUNCTION,
    BOUND, /* int or None */
    TYPED,
    INFO,  /* the class of cache_info() */
    KNOWN, /* dict */
    ROOT,
    HITS,
    MISSES,
    STORE,
};

enum { BEFORE, BEHIND, KEY, RESULT };

static void count_up(viv_vm *vm, viv_value self, uint32_t slot) {
    int64_t count = viv_small_int_value(viv_slot(vm, self, slot));

    viv_set_slot(vm, self, slot, viv_small_int(count + 1));
}

/* An empty ring is a link between itself and itself. */
static viv_value new_link(viv_vm *vm, viv_value key, viv_value result) {
    viv_value parts[4] = {VIV_NONE, VIV_NONE, key, result};
    viv_value link = viv_list_from(vm, parts, 4);

    VIV_TRY(link);
    viv_list_set(vm, link, BEFORE, link);
    viv_list_set(vm, link, BEHIND, link);
    return link;
}

static void unlink(viv_vm *vm, viv_value link) {
    viv_value before = viv_list_get(vm, link, BEFORE);
    viv_value behind = viv_list_get(vm, link, BEHIND);

    viv_list_set(vm, before, BEHIND, behind);
    viv_list_set(vm, behind, BEFORE, before);
}

static void link_newest(viv_vm *vm, viv_value root, viv_value link) {
    viv_value newest = viv_list_get(vm, root, BEFORE);

    viv_list_set(vm, newest, BEHIND, link);
    viv_list_set(vm, link, BEFORE, newest);
    viv_list_set(vm, link, BEHIND, root);
    viv_list_set(vm, root, BEFORE, link);
}

static viv_value clear(viv_vm *vm, viv_value self) {
    viv_value known = viv_dict(vm, 8), root = new_link(vm, VIV_NONE, VIV_NONE);

    VIV_TRY(known);
    VIV_TRY(root);
    viv_set_slot(vm, self, KNOWN, known);
    viv_set_slot(vm, self, ROOT, root);
    viv_set_slot(vm, self, HITS, viv_small_int(0));
    viv_set_slot(vm, self, MISSES, viv_small_int(0));
    return VIV_NONE;
}

static viv_value lru_new(viv_vm *vm, const viv_value *args) {
    viv_value made, bound = args[2];

    if (!viv_is_callable(vm, args[1]))
        return viv_raise(vm, VIV_TypeError,
                         "the first argument must be callable");
    if (!viv_is_none(bound)) {
        int64_t number;

        if (!viv_is_int(vm, bound))
            return viv_raise(vm, VIV_TypeError,
                             "maxsize should be integer or None");
        number = viv_to_int(vm, bound);
        bound = viv_small_int(number < 0           ? 0
                              : number > INT32_MAX ? INT32_MAX
                                                   : number);
    }
    made = viv_new(vm, args[0]);
    VIV_TRY(made);
    viv_set_slot(vm, made, FUNCTION, args[1]);
    viv_set_slot(vm, made, BOUND, bound);
    viv_set_slot(vm, made, TYPED, args[3]);
    viv_set_slot(vm, made, INFO, args[4]);
    viv_set_slot(vm, made, STORE,
                 viv_module_get(vm, "functools", "_lru_store"));
    VIV_TRY(clear(vm, made));
    return made;
}

/* -- keys */

static bool add_types(viv_vm *vm, viv_value list, viv_value arguments,
                      viv_value keywords) {
    viv_value key, value;
    uint32_t position = 0;

    for (uint32_t i = 0; i < viv_tuple_length(vm, arguments); i++)
        if (!viv_list_append(
                vm, list, viv_type_of(vm, viv_tuple_get(vm, arguments, i))))
            return false;
    while (viv_dict_next(vm, keywords, &position, &key, &value))
        if (!viv_list_append(vm, list, viv_type_of(vm, value)))
            return false;
    return true;
}

/* Plain positional arguments are a key as they are; keywords stand behind a
 * mark that is nobody's argument. */
static viv_value make_key(viv_vm *vm, viv_value self, viv_value arguments,
                          viv_value keywords) {
    bool typed = viv_same(viv_slot(vm, self, TYPED), VIV_TRUE);
    viv_value list, key, value, only;
    uint32_t position = 0;

    if (!typed && viv_dict_length(vm, keywords) == 0) {
        only = viv_tuple_get(vm, arguments, 0);
        if (viv_tuple_length(vm, arguments) == 1 &&
            (viv_is_small_int(only) || viv_is_str(vm, only)))
            return only;
        return arguments;
    }
    list = viv_to_list(vm, arguments);
    VIV_TRY(list);
    if (viv_dict_length(vm, keywords) != 0 &&
        !viv_list_append(vm, list, viv_slot(vm, self, STORE)))
        return VIV_RAISE;
    while (viv_dict_next(vm, keywords, &position, &key, &value))
        if (!viv_list_append(vm, list, key) ||
            !viv_list_append(vm, list, value))
            return VIV_RAISE;
    if (typed && !add_types(vm, list, arguments, keywords))
        return VIV_RAISE;
    return viv_tuple_from_list(vm, list);
}

/* -- calls */

static viv_value hit(viv_vm *vm, viv_value self, viv_value found) {
    viv_value root = viv_slot(vm, self, ROOT);

    count_up(vm, self, HITS);
    if (viv_is_none(viv_slot(vm, self, BOUND)))
        return found;
    if (!viv_same(viv_list_get(vm, root, BEFORE), found)) {
        unlink(vm, found);
        link_newest(vm, root, found);
    }
    return viv_list_get(vm, found, RESULT);
}

/* Lists the values of [keywords] behind the arguments; names is a tuple. */
static viv_value flat(viv_vm *vm, viv_value arguments, viv_value keywords,
                      viv_value *names) {
    viv_value list = viv_to_list(vm, arguments), key, value, all;
    uint32_t position = 0;

    *names = VIV_ABSENT;
    VIV_TRY(list);
    if (viv_dict_length(vm, keywords) == 0)
        return list;
    all = viv_list(vm, 4);
    VIV_TRY(all);
    while (viv_dict_next(vm, keywords, &position, &key, &value))
        if (!viv_list_append(vm, all, key) ||
            !viv_list_append(vm, list, value))
            return VIV_RAISE;
    *names = viv_tuple_from_list(vm, all);
    VIV_TRY(*names);
    return list;
}

static viv_value miss(viv_vm *vm, const viv_value *args, viv_value key) {
    viv_value kept[3] = {args[0], key, VIV_NONE}, few[8], *all = few, names;
    viv_value list = flat(vm, args[1], args[2], &names);
    viv_value function = viv_slot(vm, args[0], FUNCTION), result;
    uint32_t count, positional = viv_tuple_length(vm, args[1]);

    VIV_TRY(list);
    count = viv_list_length(vm, list);
    count_up(vm, args[0], MISSES);
    if (count > 8)
        all = viv_scratch(vm, count * (uint32_t)sizeof *all);
    if (all == NULL || !viv_charge(vm, count / 8))
        return VIV_RAISE;
    for (uint32_t i = 0; i < count; i++)
        all[i] = viv_list_get(vm, list, i);
    if (count <= 8)
        return viv_tail_call_then(vm, function, all, positional, names,
                                  viv_slot(vm, args[0], STORE), kept);
    result = viv_call_names(vm, function, all, positional, names);
    VIV_TRY(result);
    few[0] = args[0], few[1] = key, few[2] = VIV_NONE, few[3] = result;
    return functools_lru_store(vm, few);
}

static viv_value lru_call(viv_vm *vm, const viv_value *args) {
    viv_value key, found;

    if (viv_same(viv_slot(vm, args[0], BOUND), viv_small_int(0)))
        return miss(vm, args, VIV_NONE);
    key = make_key(vm, args[0], args[1], args[2]);
    VIV_TRY(key);
    found = viv_dict_get(vm, viv_slot(vm, args[0], KNOWN), key);
    VIV_TRY(found);
    return viv_is_absent(found) ? miss(vm, args, key)
                                : hit(vm, args[0], found);
}

static viv_value store_bounded(viv_vm *vm, viv_value self, viv_value key,
                               viv_value result) {
    viv_value known = viv_slot(vm, self, KNOWN), root, link, oldest;
    viv_value found = viv_dict_get(vm, known, key);
    int64_t bound = viv_small_int_value(viv_slot(vm, self, BOUND));

    VIV_TRY(found);
    if (!viv_is_absent(found))
        return result; /* the call itself has stored it */
    link = new_link(vm, key, result);
    VIV_TRY(link);
    if (!viv_dict_set(vm, known, key, link))
        return VIV_RAISE;
    root = viv_slot(vm, self, ROOT);
    link_newest(vm, root, link);
    oldest = viv_list_get(vm, root, BEHIND);
    if (viv_dict_length(vm, known) <= bound || viv_same(oldest, root))
        return result;
    unlink(vm, oldest);
    return viv_dict_delete(vm, known, viv_list_get(vm, oldest, KEY)) < 0
               ? VIV_RAISE
               : result;
}

viv_value functools_lru_store(viv_vm *vm, const viv_value *args) {
    viv_value bound;

    if (!viv_same(viv_type_of(vm, args[0]),
                  viv_module_get(vm, "functools", "_lru_cache_wrapper")))
        return viv_raise(vm, VIV_TypeError, "expected a cached function");
    bound = viv_slot(vm, args[0], BOUND);
    if (viv_same(bound, viv_small_int(0)))
        return args[3];
    if (!viv_is_none(bound))
        return store_bounded(vm, args[0], args[1], args[3]);
    return viv_dict_set(vm, viv_slot(vm, args[0], KNOWN), args[1], args[3])
               ? args[3]
               : VIV_RAISE;
}

static viv_value lru_info(viv_vm *vm, const viv_value *args) {
    viv_value parts[4] = {viv_slot(vm, args[0], HITS),
                          viv_slot(vm, args[0], MISSES),
                          viv_slot(vm, args[0], BOUND), VIV_NONE};

    parts[3] = viv_small_int(
        viv_dict_length(vm, viv_slot(vm, args[0], KNOWN)));
    return viv_tail_call(vm, viv_slot(vm, args[0], INFO), parts, 4);
}

static viv_value lru_clear(viv_vm *vm, const viv_value *args) {
    return clear(vm, args[0]);
}

static viv_value lru_get(viv_vm *vm, const viv_value *args) {
    return viv_is_none(args[1]) ? args[0] : viv_method(vm, args[0], args[1]);
}

const viv_function functools_lru_methods[6] = {
    {"__new__(cls, function, maxsize, typed: bool, info)", lru_new, NULL},
    {"__call__(self, /, *args, **keywords)", lru_call,
     "Call self as a function."},
    {"__get__(self, instance, owner=None, /)", lru_get, NULL},
    {"cache_info(self, /)", lru_info, "Report cache statistics"},
    {"cache_clear(self, /)", lru_clear,
     "Clear the cache and cache statistics"},
};

/* functools.c - the table of what is in C in the `functools` module. */
#include "functools_parts.h"

static const viv_function functools_functions[] = {
    {"cmp_to_key(mycmp)", functools_cmp_to_key,
     "Convert a cmp= function into a key= function."},
    {"_lru_store(wrapper, key, further, result, /)", functools_lru_store,
     NULL},
};

static const viv_type functools_types[] = {
    {"partial",
     "Create a new function with partial application of the given arguments "
     "and keywords.",
     NULL, 4, VIV_TYPE_ATTRIBUTES, VIV_TABLE(functools_partial_methods),
     VIV_TABLE(functools_partial_properties)},
    {"_lru_cache_wrapper", "Create a cached callable that wraps another function.",
     NULL, 9, VIV_TYPE_ATTRIBUTES, VIV_TABLE(functools_lru_methods), {0, 0, 0}},
    {"KeyWrapper", NULL, NULL, 2, VIV_TYPE_FINAL,
     VIV_TABLE(functools_key_methods), {0, 0, 0}},
};

VIV_MODULE(functools) {
    .doc = "Tools for working with functions and callable objects.",
    .functions = VIV_TABLE(functools_functions),
    .types = VIV_TABLE(functools_types),
};

/* json_read.c - JSON of the host as values of a sandbox.
 *
 * The host's JSON is trusted to be the host's, but not to be small: values are
 * made under the sandbox's limits like any other.
 */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "host/sandbox.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/list.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/str.h"

static viv_value make(viv_vm *vm, const json_t *json);

static viv_value make_list(viv_vm *vm, const json_t *json) {
    viv_value list = vk_list_new(vm, (uint32_t)json_array_size(json));

    VIV_TRY(list);
    for (size_t i = 0; i < json_array_size(json); i++) {
        viv_value item = make(vm, json_array_get(json, i));

        VIV_TRY(item);
        if (!vk_list_append(vm, list, item))
            return VIV_RAISE;
    }
    return list;
}

static viv_value make_dict(viv_vm *vm, const json_t *json) {
    viv_value dict = vk_dict_new(vm, (uint32_t)json_object_size(json));
    json_t *object = (json_t *)json; /* jansson iterates what it could change */

    VIV_TRY(dict);
    for (void *at = json_object_iter(object); at;
         at = json_object_iter_next(object, at)) {
        const char *name = json_object_iter_key(at);
        viv_value key = vk_str_from_utf8(vm, name, (uint32_t)strlen(name));

        VIV_TRY(key);
        viv_value value = make(vm, json_object_iter_value(at));

        VIV_TRY(value);
        if (!vk_dict_set(vm, dict, key, value))
            return VIV_RAISE;
    }
    return dict;
}

/* Nesting is recursion in C: guarded as any. */
static viv_value make(viv_vm *vm, const json_t *json) {
    if (!vk_enter_native(vm) || !vk_charge(vm, 1))
        return VIV_RAISE;
    switch (json_typeof(json)) {
    case JSON_OBJECT:
        return make_dict(vm, json);
    case JSON_ARRAY:
        return make_list(vm, json);
    case JSON_STRING:
        return vk_str_from_utf8(vm, json_string_value(json),
                                (uint32_t)json_string_length(json));
    case JSON_INTEGER:
        return vk_int(vm, json_integer_value(json));
    case JSON_REAL:
        return vk_float(vm, json_real_value(json));
    case JSON_TRUE:
        return VIV_TRUE;
    case JSON_FALSE:
        return VIV_FALSE;
    default:
        return VIV_NONE;
    }
}

viv_value vk_json_read(viv_vm *vm, const char *text, char *why, size_t size) {
    json_error_t error;
    json_t *json =
        json_loads(text, JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);

    if (!json) {
        snprintf(why, size, "no JSON: %s (line %d, column %d)", error.text,
                 error.line, error.column);
        return VIV_ABSENT;
    }
    viv_value value = make(vm, json);

    json_decref(json);
    return value;
}

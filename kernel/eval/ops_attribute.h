/* ops_attribute.h - names and attributes, through inline caches. Part of
 * eval.c.
 *
 * Each body tries the cache and otherwise leaves to lookup.c, which does the
 * work and fills the cache. The order of the kinds is that of their
 * frequency.
 */

#define WORD_AT(offset) (*(viv_value *)vk_at(vm, offset))
#define OFFSET_AT(offset) (*(uint32_t *)vk_at(vm, offset))

/* [cache] holds for this class or module itself; is its word still the
 * place? */
#define NAMESPACE_HOLDS(head)                                                  \
    (cache->kind == VK_CACHE_VALUE ||                                          \
     (cache->kind == VK_CACHE_MODULE && vk_module_holds(vm, cache, head) &&    \
      !viv_is_absent(WORD_AT(cache->where))))

/* A built-in is cached together with the number of names in the globals:
 * defining a name of the same spelling changes that number. */
OP(LOAD_GLOBAL) {
    vk_cache *cache = vk_cache_at(K, C);
    vk_dict_object *globals = vk_at(vm, vk_constants_of(K)->globals);

    if (vk_cache_holds(vm, cache, globals->table)) {
        if (cache->kind == VK_CACHE_GLOBAL) {
            value = WORD_AT(cache->where);
            if (!viv_is_absent(value)) {
                R[A] = value;
                NEXT;
            }
        } else {
            vk_table *table = vk_at(vm, globals->table);

            if (cache->detail == (table->used & 0xFFFFFF)) {
                R[A] = WORD_AT(cache->where);
                NEXT;
            }
        }
    }
    SAVE;
    STORE(vk_lookup_global(vm, K, C));
}

OP(STORE_GLOBAL) {
    vk_cache *cache = vk_cache_at(K, C);
    vk_dict_object *globals = vk_at(vm, vk_constants_of(K)->globals);

    if (vk_cache_holds(vm, cache, globals->table) &&
        cache->kind == VK_CACHE_GLOBAL &&
        !viv_is_absent(WORD_AT(cache->where))) {
        vk_store(vm, vk_at(vm, globals->table), &WORD_AT(cache->where), R[A]);
        NEXT;
    }
    SAVE;
    value = vk_lookup_store_global(vm, K, C, R[A]);
    if (viv_is_jump(value))
        goto raised;
    NEXT;
}

OP(DELETE_GLOBAL) {
    SAVE;
    if (viv_is_jump(vk_lookup_delete_global(vm, K[C])))
        goto raised;
    NEXT;
}

OP(LOAD_NAME) {
    SAVE;
    STORE(vk_lookup_name(vm, R[B], K, C));
}

OP(LOAD_NAME_CELL) {
    SAVE;
    STORE(vk_ops_name_cell(vm, R[B], R[X], K[C]));
}

OP(STORE_NAME) {
    SAVE;
    value = vk_step_set_item(vm, R[A], K[C], R[B]);
    if (viv_is_jump(value))
        goto jumped;
    NEXT;
}

OP(DELETE_NAME) {
    SAVE;
    value = vk_ops_delete_name(vm, R[A], K[C]);
    if (viv_is_jump(value))
        goto jumped;
    NEXT;
}

/* A property is entered like a call, with the object as its argument. */
OP(GET_ATTRIBUTE) {
    viv_value object = R[B];

    if (__builtin_expect(viv_is_reference(object), 1)) {
        uint32_t offset = vk_reference_offset(object);
        vk_header *head = vk_at(vm, offset);
        vk_cache *cache = vk_cache_at(K, C);

        if (vk_cache_holds(vm, cache, head->shape)) {
            if (cache->kind == VK_CACHE_INLINE) {
                value = WORD_AT(offset + cache->where);
                if (!viv_is_absent(value)) {
                    R[A] = value;
                    NEXT;
                }
            } else if (cache->kind == VK_CACHE_OUTER) {
                value = WORD_AT(OFFSET_AT(offset + cache->detail) +
                                cache->where);
                if (!viv_is_absent(value)) {
                    R[A] = value;
                    NEXT;
                }
            } else if (cache->kind == VK_CACHE_VALUE) {
                R[A] = WORD_AT(cache->where);
                NEXT;
            } else if (cache->kind == VK_CACHE_PROPERTY) {
                value = WORD_AT(cache->where);
                if (vk_is(vm, value, VK_FUNCTION) &&
                    vk_head(vm, value)->extra == 1) {
                    viv_value *top = TOP;

                    if (__builtin_expect(top < machine->stack_charged, 1)) {
                        top[0] = object;
                        ENTER((vk_function_object *)vk_object(vm, value), top,
                              VK_AFTER_NONE, 0);
                    }
                }
            }
        } else if (vk_cache_holds(vm, cache, offset) && NAMESPACE_HOLDS(head)) {
            R[A] = WORD_AT(cache->where);
            NEXT;
        }
    }
    SAVE;
    STORE(vk_lookup_load(vm, object, K + C));
}

OP(SET_ATTRIBUTE) {
    viv_value object = R[A];

    if (viv_is_reference(object)) {
        uint32_t offset = vk_reference_offset(object);
        vk_header *head = vk_at(vm, offset);
        vk_cache *cache = vk_cache_at(K, C);

        if (vk_cache_holds(vm, cache, head->shape)) {
            if (cache->kind == VK_CACHE_INLINE) {
                vk_store(vm, head, &WORD_AT(offset + cache->where), R[B]);
                NEXT;
            }
            if (cache->kind == VK_CACHE_OUTER) {
                uint32_t storage = OFFSET_AT(offset + cache->detail);

                vk_store(vm, vk_at(vm, storage),
                         &WORD_AT(storage + cache->where), R[B]);
                NEXT;
            }
            if (cache->kind == VK_CACHE_ADD_INLINE) {
                vk_store(vm, head, &WORD_AT(offset + cache->detail), R[B]);
                vk_store_offset(vm, head, &head->shape, cache->where);
                NEXT;
            }
        } else if (vk_cache_holds(vm, cache, offset) &&
                   cache->kind == VK_CACHE_CLASS &&
                   !viv_is_reference(R[B]) &&
                   !viv_is_reference(WORD_AT(cache->where))) {
            /* A number for a number: no lookup goes elsewhere. */
            WORD_AT(cache->where) = R[B];
            NEXT;
        }
    }
    SAVE;
    value = vk_lookup_store(vm, object, R[B], K + C);
    if (viv_is_jump(value))
        goto jumped;
    NEXT;
}

OP(DELETE_ATTRIBUTE) {
    SAVE;
    value = vk_step_set_attribute(vm, R[A], K[C], VIV_ABSENT);
    if (viv_is_jump(value))
        goto jumped;
    NEXT;
}

/* A module's function is cached by the module itself: `math.sqrt(x)` costs the
 * same as a method. */
OP(LOAD_METHOD) {
    viv_value object = R[B];

    if (viv_is_reference(object)) {
        vk_header *head = vk_object(vm, object);
        vk_cache *cache = vk_cache_at(K, C);

        if (vk_cache_holds(vm, cache, head->shape) &&
            cache->kind == VK_CACHE_METHOD) {
            R[A] = WORD_AT(cache->where);
            R[A + 1] = object;
            NEXT;
        }
        if (vk_cache_holds(vm, cache, vk_reference_offset(object)) &&
            NAMESPACE_HOLDS(head)) {
            R[A] = VIV_ABSENT;
            R[A + 1] = WORD_AT(cache->where);
            NEXT;
        }
    }
    SAVE;
    value = vk_lookup_method(vm, object, K + C, &R[A]);
    if (viv_is_jump(value))
        goto jumped;
    NEXT;
}

OP(LOAD_SUPER_METHOD) {
    viv_value object = R[A + 2];

    if (viv_is_reference(object) && viv_is_reference(R[A + 1])) {
        vk_cache *cache = vk_cache_at(K, C);

        if (vk_cache_holds(vm, cache, vk_head(vm, object)->shape) &&
            cache->kind == VK_CACHE_SUPER &&
            cache->detail == vk_reference_offset(R[A + 1]) / 16 &&
            viv_same(R[A], VK_BUILTIN_TYPE(VK_SUPER))) {
            R[A] = WORD_AT(cache->where);
            R[A + 1] = object;
            NEXT;
        }
    }
    SAVE;
    value = vk_lookup_super(vm, &R[A], K + C);
    if (viv_is_jump(value))
        goto jumped;
    NEXT;
}

OP(LOAD_SPECIAL) {
    SAVE;
    value = vk_lookup_special(vm, R[B], C, &R[A]);
    if (viv_is_jump(value))
        goto jumped;
    NEXT;
}

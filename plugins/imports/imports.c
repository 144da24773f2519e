/* imports.c - the `imports` family: import and from ... import. */
#include <vivarium.h>

/* The part of a dotted name from [start] up to the next dot. */
static viv_value name_part(viv_builder *b, viv_value dotted, uint32_t *start) {
    viv_vm *vm = viv_builder_vm(b);
    int64_t dot = viv_str_find(vm, dotted, viv_str_char(vm, '.'), *start);
    uint32_t end = dot < 0 ? UINT32_MAX : (uint32_t)dot;
    viv_value part = viv_str_slice(vm, dotted, *start, end);

    *start = dot < 0 ? 0 : end + 1;
    return viv_str_intern(vm, part);
}

/* `import a.b.c` binds `a`. */
static viv_value bound_name(viv_builder *b, viv_node alias) {
    viv_value name = viv_alias_asname(b, alias);
    uint32_t start = 0;

    return viv_is_none(name) ? name_part(b, viv_alias_name(b, alias), &start)
                             : name;
}

/* `import a.b.c as d`: the import gives `a`; the others are its parts. */
static viv_temp lower_parts(viv_builder *b, viv_value dotted, viv_temp module) {
    uint32_t start = 0;

    name_part(b, dotted, &start);
    while (start > 0)
        module = viv_emit_import_from(b, module, name_part(b, dotted, &start));
    return module;
}

static void lower_alias(viv_builder *b, viv_node alias) {
    viv_value dotted = viv_alias_name(b, alias);
    viv_temp wanted = viv_emit_constant(b, VIV_NONE);
    viv_temp module = viv_emit_import(b, dotted, wanted, 0);

    if (!viv_is_none(viv_alias_asname(b, alias)))
        module = lower_parts(b, dotted, module);
    viv_emit_store_name(b, bound_name(b, alias), module);
}

static void lower_import(viv_builder *b, viv_node node) {
    viv_nodes names = viv_Import_names(b, node);

    for (uint32_t i = 0; i < viv_nodes_count(names); i++)
        lower_alias(b, viv_nodes_at(b, names, i));
}

static void scope_import(viv_builder *b, viv_node node) {
    viv_nodes names = viv_Import_names(b, node);

    for (uint32_t i = 0; i < viv_nodes_count(names); i++) {
        viv_node alias = viv_nodes_at(b, names, i);

        viv_scope_bind_import(b, alias, bound_name(b, alias));
    }
}

static bool is_star(viv_builder *b, viv_node alias) {
    return viv_same(viv_alias_name(b, alias), viv_identifier(b, "*"));
}

/* The names that are wanted, as a tuple. */
static viv_temp lower_wanted(viv_builder *b, viv_nodes names) {
    viv_temp first = viv_mark(b);

    for (uint32_t i = 0; i < viv_nodes_count(names); i++)
        viv_push(b, viv_emit_constant(
                        b, viv_alias_name(b, viv_nodes_at(b, names, i))));
    return viv_emit_build(b, VIV_Tuple, first, (int)viv_nodes_count(names));
}

static viv_value bound_from(viv_builder *b, viv_node alias) {
    viv_value name = viv_alias_asname(b, alias);

    return viv_is_none(name) ? viv_alias_name(b, alias) : name;
}

static void lower_import_from(viv_builder *b, viv_node node) {
    viv_nodes names = viv_ImportFrom_names(b, node);
    viv_value name = viv_ImportFrom_module(b, node);

    if (viv_is_none(name))
        name = viv_identifier(b, "");
    viv_temp module =
        viv_hold(b, viv_emit_import(b, name, lower_wanted(b, names),
                                    viv_ImportFrom_level(b, node)));

    for (uint32_t i = 0; i < viv_nodes_count(names); i++) {
        viv_node alias = viv_nodes_at(b, names, i);

        if (is_star(b, alias))
            viv_emit_import_star(b, module);
        else
            viv_emit_store_name(
                b, bound_from(b, alias),
                viv_emit_import_from(b, module, viv_alias_name(b, alias)));
    }
}

/* -- from __future__ import ... */

static bool is_feature(viv_builder *b, viv_value name) {
    static const char *const features[] = {
        "nested_scopes",    "generators",     "division",
        "absolute_import",  "with_statement", "print_function",
        "unicode_literals", "barry_as_FLUFL", "generator_stop",
        "annotations",
    };

    for (size_t i = 0; i < sizeof features / sizeof *features; i++)
        if (viv_same(name, viv_identifier(b, features[i])))
            return true;
    return false;
}

static void scope_future(viv_builder *b, viv_node node) {
    viv_nodes names = viv_ImportFrom_names(b, node);

    if (!viv_scope_is_heading(b, node))
        viv_syntax_error(b, node,
                         "from __future__ imports must occur at the beginning "
                         "of the file");
    for (uint32_t i = 0; i < viv_nodes_count(names); i++) {
        viv_node alias = viv_nodes_at(b, names, i);
        viv_value name = viv_alias_name(b, alias);

        if (viv_same(name, viv_identifier(b, "braces")))
            viv_syntax_error(b, alias, "not a chance");
        else if (!is_feature(b, name))
            viv_syntax_error(b, alias, "future feature %S is not defined",
                             name);
        else if (viv_same(name, viv_identifier(b, "annotations")))
            viv_scope_future_annotations(b);
    }
}

static void scope_import_from(viv_builder *b, viv_node node) {
    viv_nodes names = viv_ImportFrom_names(b, node);

    for (uint32_t i = 0; i < viv_nodes_count(names); i++) {
        viv_node alias = viv_nodes_at(b, names, i);

        if (!is_star(b, alias))
            viv_scope_bind_import(b, alias, bound_from(b, alias));
        else if (viv_scope_current(b) != VIV_SCOPE_MODULE)
            viv_syntax_error(b, alias, "import * only allowed at module level");
    }
    if (viv_ImportFrom_level(b, node) == 0 &&
        viv_same(viv_ImportFrom_module(b, node),
                 viv_identifier(b, "__future__")))
        scope_future(b, node);
}

static const viv_meaning imports_meanings[] = {
    {.kind = VIV_Import, .statement = lower_import, .scope = scope_import},
    {
        .kind = VIV_ImportFrom,
        .statement = lower_import_from,
        .scope = scope_import_from,
    },
};

VIV_FAMILY(imports) {
    .doc = "`import` and `from ... import`.",
    .meanings = VIV_TABLE(imports_meanings),
};

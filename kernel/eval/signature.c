/* signature.c - reads the signature text of a native function.
 *
 * A plugin states a signature as Python would print it, and nothing else;
 * arity, keywords, defaults, conversions and help() follow from the text. Read
 * once per function when the world is built, so simple code was preferred to
 * fast.
 */
#include <stdlib.h>

#include "eval/native.h"
#include "object/number.h"
#include "object/str.h"

static const char *const annotations[] = {
#define VIV_CONVERT(annotation, action, kind, message) #annotation,
#include <vivarium/convert.def>
#undef VIV_CONVERT
};

typedef struct reader {
    viv_vm *vm;
    const char *at;
    const char *problem;
    vk_signature *made;
    uint8_t form;
} reader;

static void skip_space(reader *r) {
    while (*r->at == ' ' || *r->at == '\t')
        r->at++;
}

static bool take(reader *r, char wanted) {
    skip_space(r);
    if (*r->at != wanted)
        return false;
    r->at++;
    return true;
}

static bool is_name(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '.';
}

static uint32_t name_length(reader *r) {
    uint32_t length = 0;

    skip_space(r);
    while (is_name(r->at[length]))
        length++;
    return length;
}

static bool take_word(reader *r, const char *word) {
    uint32_t length = (uint32_t)strlen(word);

    if (name_length(r) != length || strncmp(r->at, word, length) != 0)
        return false;
    r->at += length;
    return true;
}

/* Only annotations of convert.def exist: an unknown one is an error when the
 * plugin is loaded, not a check that is silently missing. */
static void read_annotation(reader *r, vk_parameter *parameter) {
    for (uint32_t i = 0; i < VK_CONVERT_COUNT; i++) {
        if (take_word(r, annotations[i])) {
            parameter->convert = (uint8_t)i;
            if (take(r, '|')) {
                if (!take_word(r, "None"))
                    r->problem = "`|` must be followed by None";
                parameter->nullable = true;
            }
            return;
        }
    }
    r->problem = "unknown annotation";
}

static viv_value read_string(reader *r) {
    char quote = *r->at++;
    const char *start = r->at;

    while (*r->at != quote && *r->at != '\0')
        r->at++;
    if (*r->at == '\0') {
        r->problem = "text without end";
        return VIV_NONE;
    }
    return vk_str_intern_utf8(r->vm, start, (uint32_t)(r->at++ - start));
}

static viv_value read_number(reader *r) {
    char *end, *integer_end;
    double number = strtod(r->at, &end);
    long long integer = strtoll(r->at, &integer_end, 10);

    if (end == r->at) {
        r->problem = "unknown default";
        return VIV_NONE;
    }
    r->at = end;
    return integer_end == end ? vk_int(r->vm, integer)
                              : vk_float(r->vm, number);
}

static viv_value read_default(reader *r) {
    static const struct {
        const char *word;
        uint64_t bits;
    } words[] = {{"None", 0x02}, {"False", 0x0A}, {"True", 0x12},
                 {"...", 0x2A}};

    skip_space(r);
    for (uint32_t i = 0; i < sizeof words / sizeof *words; i++)
        if (take_word(r, words[i].word))
            return VIV_VALUE(words[i].bits);
    if (*r->at == '\'' || *r->at == '"')
        return read_string(r);
    return read_number(r);
}

/* name [: annotation] [= default] */
static void read_parameter(reader *r, vk_parameter *parameter) {
    uint32_t length = name_length(r);

    if (length == 0) {
        r->problem = "a parameter's name was expected";
        return;
    }
    parameter->name = vk_str_intern_utf8(r->vm, r->at, length);
    parameter->form = r->form;
    parameter->convert = VK_CONVERT_object;
    parameter->fallback = VIV_ABSENT;
    r->at += length;
    if (take(r, ':'))
        read_annotation(r, parameter);
    if (take(r, '=')) {
        parameter->optional = true;
        parameter->fallback = read_default(r);
    }
}

static void count_parameter(vk_signature *made, const vk_parameter *added) {
    made->count++;
    switch (added->form) {
    case VK_FORM_POSITIONAL_ONLY:
    case VK_FORM_POSITIONAL:
        made->positional++;
        made->required += !added->optional;
        break;
    case VK_FORM_VARARGS:
        made->varargs = true;
        break;
    case VK_FORM_KEYWORDS:
        made->keywords = true;
        break;
    default:
        made->named = true;
        break;
    }
}

/* Everything before `/` is positional-only. */
static void mark_positional_only(vk_signature *made) {
    for (uint32_t i = 0; i < made->count; i++)
        made->parameters[i].form = VK_FORM_POSITIONAL_ONLY;
}

static void read_one(reader *r) {
    vk_parameter *next = &r->made->parameters[r->made->count];

    if (take(r, '/')) {
        mark_positional_only(r->made);
        return;
    }
    if (take(r, '*')) {
        bool keywords = take(r, '*');

        if (!keywords && (skip_space(r), *r->at == ',')) {
            r->form = VK_FORM_KEYWORD_ONLY;
            return;
        }
        r->form = keywords ? VK_FORM_KEYWORDS : VK_FORM_VARARGS;
        read_parameter(r, next);
        count_parameter(r->made, next);
        r->form = VK_FORM_KEYWORD_ONLY;
        return;
    }
    read_parameter(r, next);
    count_parameter(r->made, next);
}

static void read_parameters(reader *r) {
    if (take(r, ')'))
        return;
    do {
        if (r->made->count == VK_PARAMETERS_MAX) {
            r->problem = "too many parameters";
            return;
        }
        read_one(r);
    } while (r->problem == NULL && take(r, ','));
    if (r->problem == NULL && !take(r, ')'))
        r->problem = "`)` was expected";
}

static void find_named(vk_signature *made) {
    for (uint32_t i = 0; i < made->count; i++)
        if (made->parameters[i].form == VK_FORM_POSITIONAL ||
            made->parameters[i].form == VK_FORM_KEYWORD_ONLY)
            made->named = true;
}

vk_signature *vk_signature_parse(viv_vm *vm, const char **text,
                                 const char **problem) {
    reader r = {.vm = vm, .at = *text, .form = VK_FORM_POSITIONAL};

    r.made = calloc(1, sizeof *r.made +
                           VK_PARAMETERS_MAX * sizeof(vk_parameter));
    if (r.made == NULL) {
        *problem = "out of memory";
        return NULL;
    }
    r.at += name_length(&r);
    if (!take(&r, '('))
        r.problem = "`(` was expected";
    else
        read_parameters(&r);
    find_named(r.made);
    while (*r.at != '\n' && *r.at != '\0')
        r.at++; /* the result's annotation is for readers */
    if (*r.at == '\n')
        r.at++;
    *text = r.at;
    *problem = r.problem;
    if (r.problem == NULL)
        return r.made;
    free(r.made);
    return NULL;
}

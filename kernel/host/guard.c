/* guard.c - asks the policies, folds their verdicts. */
#include "host/guard.h"

#include <stdarg.h>
#include <stdio.h>

#include "host/sandbox.h"
#include "object/error.h"
#include "object/str.h"

/* What nobody states. */
static const viv_limits default_limits = {
    .memory = 64 << 20,
    .steps = 0,
    .output = 1 << 20,
    .seconds = 5,
    .recursion = 1000,
    .int_bits = 1 << 23,
    .int_digits = 4300,
};

/* Attributes that lead from a program to the machinery below it. What is in
 * this table is denied where no policy has an opinion. */
static const char *const reflective[] = {
    "__builtins__", "__closure__", "__code__",  "__globals__", "__loader__",
    "__spec__",     "ag_code",     "ag_frame",  "co_code",     "co_consts",
    "cr_code",      "cr_frame",    "f_back",    "f_builtins",  "f_code",
    "f_globals",    "f_locals",    "gi_code",   "gi_frame",    "tb_frame",
};

viv_verdict viv_deny(viv_vm *vm, const char *format, ...) {
    va_list values;

    if (vm) {
        va_start(values, format);
        vsnprintf(VK(vm)->denied, sizeof VK(vm)->denied, format, values);
        va_end(values);
    }
    return VIV_DENY;
}

const char *vk_guard_reason(viv_vm *vm) {
    return VK(vm)->denied;
}

static bool is_reflective(const char *name) {
    for (size_t i = 0; i < sizeof reflective / sizeof *reflective; i++)
        if (strcmp(reflective[i], name) == 0)
            return true;
    return false;
}

/* The verdicts so far. */
typedef struct tally {
    bool allowed, denied;
} tally;

/* Whatever is no verdict is a denial. */
static void add_verdict(tally *verdicts, viv_verdict verdict) {
    if (verdict == VIV_ALLOW)
        verdicts->allowed = true;
    else if (verdict != VIV_ABSTAIN)
        verdicts->denied = true;
}

static bool decide(viv_vm *vm, tally verdicts, viv_verdict unanswered,
                   const char *question) {
    bool allowed = !verdicts.denied && (verdicts.allowed || unanswered == VIV_ALLOW);

    if (!allowed && !VK(vm)->denied[0])
        viv_deny(vm, "no policy allows this (%s)", question);
    return allowed;
}

/* The run's own list of modules (--allow) takes away from what policies
 * allow. */
static bool is_narrowed(viv_vm *vm, bool import, const char *name) {
    if (!import || vk_sandbox_allows(vm, name))
        return false;
    viv_deny(vm, "import of '%s' is not allowed in this run", name);
    return true;
}

enum {
#define VIV_HOOK(name, unanswered, parameters, arguments) QUESTION_##name,
#include <vivarium/hooks.def>
#undef VIV_HOOK
};

/* What the table's second column means; some look at the arguments. */
#define OTHERWISE_DENY VIV_DENY
#define OTHERWISE_ALLOW VIV_ALLOW
#define OTHERWISE_REFLECTIVE (is_reflective(name) ? VIV_DENY : VIV_ALLOW)
#define FIRST_(first, ...) first
#define ASK_(...) (vm, policy->state, __VA_ARGS__)

/* One function for each question, from the table. */
#define VIV_HOOK(hook, unanswered, parameters, arguments)                      \
    bool vk_guard_##hook VK_GUARD_PARAMETERS_ parameters {                     \
        const vk_plugins *policies = &vk_runtime(vm)->policies;                \
        tally verdicts = {false, false};                                       \
                                                                               \
        VK(vm)->denied[0] = 0;                                                 \
        verdicts.denied = is_narrowed(vm, QUESTION_##hook == QUESTION_import,  \
                                      FIRST_ arguments);                       \
        for (uint32_t i = 0; i < policies->count; i++) {                       \
            const vk_plugin *policy = &policies->rows[i];                      \
                                                                               \
            if (policy->hooks && policy->hooks->hook)                          \
                add_verdict(&verdicts, policy->hooks->hook ASK_ arguments);    \
        }                                                                      \
        return decide(vm, verdicts, OTHERWISE_##unanswered, #hook);            \
    }
#include <vivarium/hooks.def>
#undef VIV_HOOK

enum { ATTRIBUTE_NAME_MOST = 200 };

/* Most names need no question: no policy cares, and none of the reflective ones
 * has so few underscores in front of it. */
static bool is_harmless(viv_vm *vm, viv_value name) {
    vk_text text = vk_str_text(vm, name);

    if (vk_runtime(vm)->asks_attributes)
        return false;
    return text.length < 6 || (vk_text_at(text, 0) != '_' &&
                               vk_text_at(text, 1) != '_' &&
                               vk_text_at(text, 2) != '_');
}

bool vk_guard_reach(viv_vm *vm, viv_value object, viv_value name) {
    char attribute[ATTRIBUTE_NAME_MOST], type[ATTRIBUTE_NAME_MOST];

    /* Without a program nobody asks: the world is being built. */
    if (!VK(vm)->host || is_harmless(vm, name))
        return true;
    vk_str_utf8(vm, name, attribute, sizeof attribute);
    vk_str_utf8(vm, vk_type_pointer(vm, vk_type_of(vm, object))->name, type,
                sizeof type);
    if (vk_guard_attribute(vm, type, attribute))
        return true;
    vk_raise(vm, VIV_AttributeError, "%s", vk_guard_reason(vm));
    return false;
}

bool vk_guard_module(viv_vm *vm, const vk_plugin *module) {
    for (uint32_t i = 0; i < VIV_CAP_COUNT; i++)
        if (module->needs >> i & 1 &&
            !vk_guard_capability(vm, module->name, (viv_capability)i))
            return false;
    return true;
}

static uint64_t least(uint64_t a, uint64_t b) {
    return a == 0 || (b != 0 && b < a) ? b : a;
}

void vk_limits_fold(viv_limits *limits, const viv_limits *other) {
    limits->memory = least(limits->memory, other->memory);
    limits->steps = least(limits->steps, other->steps);
    limits->output = least(limits->output, other->output);
    limits->recursion = (uint32_t)least(limits->recursion, other->recursion);
    limits->int_bits = (uint32_t)least(limits->int_bits, other->int_bits);
    limits->int_digits =
        (uint32_t)least(limits->int_digits, other->int_digits);
    if (limits->seconds == 0 ||
        (other->seconds != 0 && other->seconds < limits->seconds))
        limits->seconds = other->seconds;
}

bool vk_guard_limits(const vk_plugins *policies, viv_limits *limits,
                     const char **who) {
    bool stated = false;

    *limits = (viv_limits){0};
    for (uint32_t i = 0; i < policies->count; i++) {
        const vk_plugin *policy = &policies->rows[i];
        viv_limits own = {0};

        if (!policy->hooks || !policy->hooks->limits)
            continue;
        viv_verdict verdict = policy->hooks->limits(NULL, policy->state, &own);

        *who = policy->name;
        if (verdict != VIV_ALLOW && verdict != VIV_ABSTAIN)
            return false;
        stated |= verdict == VIV_ALLOW;
        vk_limits_fold(limits, &own);
    }
    if (!stated)
        *limits = default_limits;
    if (limits->recursion == 0)
        limits->recursion = default_limits.recursion;
    if (limits->int_bits == 0)
        limits->int_bits = default_limits.int_bits;
    return true;
}

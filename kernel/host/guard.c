/* guard.c - asks the policies, folds their verdicts.
 *
 * One question, many policies: any DENY denies, else any ALLOW allows, else the
 * default of hooks.def decides. The order of policies does not matter, so that
 * nobody has to think about it when adding one. Whatever is unclear is a
 * denial: an unknown question, a hook that raised, a verdict out of range ("a
 * policy that misbehaves denies", as in SQLite's authorizer).
 *
 * Struct, names, dispatch and defaults are all made from hooks.def; a new
 * question is one row there.
 */
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

static const char *const question_names[] = {
#define VIV_HOOK(name, unanswered, parameters, arguments, words) #name,
#include <vivarium/hooks.def>
#undef VIV_HOOK
};

const char *viv_question_name(viv_question_kind kind) {
    return kind < VIV_ASK_COUNT ? question_names[kind] : "";
}

/* What a policy says, whatever that is. */
#define ASK_(...) (vm, policy->state, __VA_ARGS__)
/* The arguments of the hook are in the row, in parentheses: the macro's name
 * and they make the call. */
static viv_verdict ask(viv_vm *vm, const vk_plugin *policy,
                       const viv_question *question) {
    const char *first = question->first, *second = question->second;
    const viv_hooks *hooks = policy->hooks;

    (void)second;
    if (!hooks)
        return VIV_ABSTAIN;
    switch (question->kind) {
#define VIV_HOOK(name, unanswered, parameters, arguments, words)               \
    case VIV_ASK_##name:                                                       \
        return hooks->name ? hooks->name ASK_ arguments : VIV_ABSTAIN;
#include <vivarium/hooks.def>
#undef VIV_HOOK
    default:
        return VIV_DENY;
    }
}

/* A hook that raised gave no verdict, whatever it returned. The exception that
 * waits may be older than the question: it stays. */
static bool has_failed(viv_vm *vm, viv_value raised_before) {
    viv_value raised = VK(vm)->exception;

    if (viv_is_absent(raised) || viv_same(raised, raised_before))
        return false;
    VK(vm)->exception = raised_before;
    return true;
}

/* Texts are fixed buffers in the machine: a policy cannot make the reason
 * overflow, and nothing is allocated to deny something. */
viv_verdict vk_guard_opinion(viv_vm *vm, const vk_plugin *policy,
                             const viv_question *question) {
    viv_value raised = VK(vm)->exception;
    viv_verdict verdict;

    VK(vm)->denied[0] = 0;
    verdict = ask(vm, policy, question);
    if (has_failed(vm, raised))
        return viv_deny(vm, "policy '%s' failed", policy->name);
    if (verdict == VIV_ABSTAIN || verdict == VIV_ALLOW)
        return verdict;
    if (verdict != VIV_DENY)
        return viv_deny(vm, "policy '%s' gave no verdict", policy->name);
    if (!VK(vm)->denied[0])
        viv_deny(vm, "policy '%s' does not allow this (%s)", policy->name,
                 viv_question_name(question->kind));
    return VIV_DENY;
}

/* Where no policy has an opinion, the table's second column; some of it looks
 * at the words. */
#define OTHERWISE_DENY false
#define OTHERWISE_ALLOW true
#define OTHERWISE_REFLECTIVE (!is_reflective(question->first))
static bool allowed_otherwise(const viv_question *question) {
    switch (question->kind) {
#define VIV_HOOK(name, unanswered, parameters, arguments, words)               \
    case VIV_ASK_##name:                                                       \
        return OTHERWISE_##unanswered;
#include <vivarium/hooks.def>
#undef VIV_HOOK
    default:
        return false;
    }
}

viv_answer vk_guard_fold(viv_vm *vm, const vk_plugins *policies,
                         const viv_question *question) {
    viv_answer answer = {false, "", ""};

    for (uint32_t i = 0; i < policies->count; i++) {
        const vk_plugin *policy = &policies->rows[i];
        viv_verdict verdict = vk_guard_opinion(vm, policy, question);

        if (verdict == VIV_DENY)
            return (viv_answer){false, policy->name, VK(vm)->denied};
        if (verdict == VIV_ALLOW && !answer.allowed)
            answer = (viv_answer){true, policy->name, ""};
    }
    if (answer.allowed || allowed_otherwise(question))
        return (viv_answer){true, answer.policy, ""};
    viv_deny(vm, "no policy allows this (%s)",
             viv_question_name(question->kind));
    answer.reason = VK(vm)->denied;
    return answer;
}

/* The run's own list of modules (--allow) takes away from what policies
 * allow. */
viv_answer vk_guard_peek(viv_vm *vm, const viv_question *question) {
    if (question->kind == VIV_ASK_import &&
        !vk_sandbox_allows(vm, question->first)) {
        viv_deny(vm, "import of '%s' is not allowed in this run",
                 question->first);
        return (viv_answer){false, "", VK(vm)->denied};
    }
    return vk_guard_fold(vm, &vk_runtime(vm)->policies, question);
}

/* Tells those that want to know. Each of them may ask questions of its own, so
 * that the reason is put back. */
static bool tell(viv_vm *vm, const viv_question *question, viv_answer answer) {
    const vk_plugins *policies = &vk_runtime(vm)->policies;
    char reason[sizeof VK(vm)->denied];
    bool told = true;

    memcpy(reason, VK(vm)->denied, sizeof reason);
    if (!answer.allowed)
        answer.reason = reason;
    for (uint32_t i = 0; i < policies->count; i++) {
        const vk_plugin *policy = &policies->rows[i];

        if (!policy->services || !policy->services->answered ||
            policy->services->answered(vm, policy->state, question, &answer))
            continue;
        snprintf(reason, sizeof reason, "policy '%s' cannot note this (%s)",
                 policy->name, viv_question_name(question->kind));
        told = false;
    }
    memcpy(VK(vm)->denied, reason, sizeof reason);
    return told;
}

/* One act of the program may ask twice: the look-up of a method, and then that
 * of any attribute. No fuel was spent in between. */
static bool is_told(const vk_told *told, const viv_question *question,
                    uint64_t steps) {
    return told->kind == question->kind && told->steps == steps &&
           strcmp(told->first, question->first) == 0 &&
           strcmp(told->second, question->second) == 0;
}

static bool tell_once(viv_vm *vm, const viv_question *question,
                      viv_answer answer) {
    viv_sandbox *sandbox = vk_sandbox_of(vm);
    uint64_t steps = vk_fuel_spent(vm);

    if (!sandbox)
        return tell(vm, question, answer);
    vk_told *told = &sandbox->told;

    if (is_told(told, question, steps))
        return true;
    if (!tell(vm, question, answer))
        return false;
    told->kind = question->kind;
    told->steps = steps;
    snprintf(told->first, sizeof told->first, "%s", question->first);
    snprintf(told->second, sizeof told->second, "%s", question->second);
    return true;
}

bool vk_guard(viv_vm *vm, viv_question_kind kind, const char *first,
              const char *second) {
    viv_question question = {kind, first, second};
    viv_answer answer = vk_guard_peek(vm, &question);

    if (vk_runtime(vm)->tells_answers && !tell_once(vm, &question, answer))
        return false;
    return answer.allowed;
}

enum { ATTRIBUTE_NAME_MOST = 200 };

/* Most names need no question: no policy cares, and none of the reflective ones
 * has so few underscores in front of it. This is asked at every attribute that
 * misses the caches: most end here. */
static bool is_harmless(viv_vm *vm, viv_value name) {
    vk_text text = vk_str_text(vm, name);

    if (vk_runtime(vm)->asks_attributes)
        return false;
    return text.length < 6 || (vk_text_at(text, 0) != '_' &&
                               vk_text_at(text, 1) != '_' &&
                               vk_text_at(text, 2) != '_');
}

/* Where it is remembered that names of that type's objects were allowed; NULL:
 * nowhere, since somebody is told of each answer. An epoch ends before an
 * offset means something else. */
static vk_allowed *remembered(viv_vm *vm, viv_value type, viv_value name) {
    viv_sandbox *sandbox = vk_sandbox_of(vm);
    uint32_t place =
        (vk_reference_offset(type) ^ vk_reference_offset(name) * 5) / 16;

    return vk_runtime(vm)->tells_answers
               ? NULL
               : &sandbox->allowed[place % VK_ALLOWED_COUNT];
}

static bool was_allowed(viv_vm *vm, const vk_allowed *known, viv_value type,
                        viv_value name) {
    return known && known->type == vk_reference_offset(type) &&
           known->name == vk_reference_offset(name) &&
           known->epoch == VK(vm)->epoch;
}

/* The names are copied out of the cage before a policy sees them; longer ones
 * are cut, no policy's list has such a name. */
bool vk_guard_reach(viv_vm *vm, viv_value object, viv_value name) {
    char attribute[ATTRIBUTE_NAME_MOST], kind[ATTRIBUTE_NAME_MOST];

    /* Without a program nobody asks: the world is being built. */
    if (!VK(vm)->host || is_harmless(vm, name))
        return true;
    viv_value type = vk_type_of(vm, object);
    vk_allowed *known = remembered(vm, type, name);

    if (was_allowed(vm, known, type, name))
        return true;
    vk_str_utf8(vm, name, attribute, sizeof attribute);
    vk_str_utf8(vm, vk_type_pointer(vm, type)->name, kind, sizeof kind);
    if (!vk_guard(vm, VIV_ASK_attribute, attribute, kind)) {
        vk_raise(vm, VIV_AttributeError, "%s", vk_guard_reason(vm));
        return false;
    }
    if (known)
        *known = (vk_allowed){vk_reference_offset(type),
                              vk_reference_offset(name), VK(vm)->epoch};
    return true;
}

bool vk_guard_module(viv_vm *vm, const vk_plugin *module) {
    for (uint32_t i = 0; i < VIV_CAP_COUNT; i++)
        if (module->needs >> i & 1 &&
            !vk_guard(vm, VIV_ASK_capability, module->name,
                      viv_capability_name((viv_capability)i)))
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

/* Asked once, when the runtime starts: policies state limits for all sandboxes,
 * and the least counts. A sandbox's options can only lower them. */
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

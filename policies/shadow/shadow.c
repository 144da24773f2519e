/* shadow.c - the `shadow` policy: asks the policies of another INI file, too,
 * and notes in a journal where they differ from those that hold. */
#include <vivarium.h>

typedef struct shadow {
    const char *config, *file;
    viv_policies *policies;
    viv_journal *journal;
} shadow;

static const viv_setting shadow_settings[] = {
    VIV_TEXT_SETTING(shadow, config, "",
                     "The other INI file, an absolute path."),
    VIV_TEXT_SETTING(shadow, file, "", "The journal, an absolute path."),
};

enum { PLACE_BYTES = 256 };

static bool shadow_start(void *state, viv_start *start) {
    shadow *self = state;

    if (*self->config != '/')
        return viv_start_fail(start, "config", "'%s': is no absolute path",
                              self->config);
    self->policies = viv_policies_open(start, "config", self->config);
    if (self->policies)
        self->journal = viv_journal_open(start, "file", self->file);
    if (self->journal)
        return true;
    viv_policies_close(self->policies);
    return false;
}

static void shadow_end(void *state) {
    shadow *self = state;

    viv_policies_close(self->policies);
    viv_journal_close(self->journal);
}

static const char *verdict_of(viv_answer answer) {
    return answer.allowed ? "allow" : "deny";
}

static bool shadow_answered(viv_vm *vm, void *state,
                            const viv_question *question,
                            const viv_answer *answer) {
    const shadow *self = state;
    viv_answer other = viv_policies_answer(vm, self->policies, question);
    char place[PLACE_BYTES];

    if (other.allowed == answer->allowed)
        return true;
    viv_program_place(vm, place, sizeof place);
    const viv_member members[] = {
        {"place", place},
        {"question", viv_question_name(question->kind)},
        {"about", question->first},
        {"of", question->second},
        {"verdict", verdict_of(*answer)},
        {"shadow", verdict_of(other)},
        {"policy", other.policy},
        {"reason", other.allowed ? answer->reason : other.reason},
    };

    /* What is tried out never changes what holds: the program goes on. */
    viv_journal_add(self->journal, members, sizeof members / sizeof *members);
    return true;
}

VIV_POLICY(shadow) {
    .doc = "Note what the policies of another INI file would answer "
           "differently.",
    .state_size = sizeof(shadow),
    .settings = VIV_TABLE(shadow_settings),
    .start = shadow_start,
    .end = shadow_end,
    .services = VIV_SERVICES(.answered = shadow_answered,
                             .all_questions = true),
};

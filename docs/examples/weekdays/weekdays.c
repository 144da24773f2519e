/* weekdays.c - the `weekdays` policy: some modules can be imported on some days. */
#include <time.h>
#include <vivarium.h>

typedef struct weekdays {
    viv_words modules, days;
    const char *today;
} weekdays;

static const viv_setting weekdays_settings[] = {
    VIV_WORDS(weekdays, modules, "", "Modules that are closed on other days."),
    VIV_WORDS(weekdays, days, "mon tue wed thu fri", "Days they are open."),
    VIV_TEXT_SETTING(weekdays, today, "", "The day, instead of the clock's."),
};

static const char *const names[] = {"sun", "mon", "tue", "wed",
                                    "thu", "fri", "sat"};

static const char *today(const weekdays *self) {
    struct tm day;
    time_t now = time(NULL);

    if (*self->today)
        return self->today;
    return gmtime_r(&now, &day) ? names[day.tm_wday] : "";
}

static viv_verdict weekdays_import(viv_vm *vm, void *state,
                                   const char *module) {
    const weekdays *self = state;

    if (!viv_words_has(&self->modules, module) ||
        viv_words_has(&self->days, today(self)))
        return VIV_ABSTAIN;
    return viv_deny(vm, "module '%s' is closed on this day", module);
}

VIV_POLICY(weekdays, needs(clock)) {
    .doc = "Allow imports by weekday.",
    .state_size = sizeof(weekdays),
    .settings = VIV_TABLE(weekdays_settings),
    .hooks = VIV_HOOKS(.import = weekdays_import),
};

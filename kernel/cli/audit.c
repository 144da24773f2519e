/* audit.c - `viv audit verify`: is what policies noted as they wrote it?
 *
 * The exit status is the answer, so that scripts and cron jobs can use it.
 */
#include <string.h>

#include "cli/options.h"
#include "cli/run.h"

enum { STATUS_BROKEN = 1, STATUS_USAGE = 2 };

int vk_audit(const char *const *arguments) {
    if (!arguments[0] || strcmp(arguments[0], "verify") != 0 ||
        !arguments[1] || (arguments[2] && arguments[3])) {
        vk_complain("audit: expected verify FILE [HEAD]");
        return STATUS_USAGE;
    }
    return viv_journal_verify(arguments[1], arguments[2], stdout)
               ? 0
               : STATUS_BROKEN;
}

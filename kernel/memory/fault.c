/* fault.c - accesses to a sandbox's guards end that sandbox, not the process.
 *
 * The handler runs on a stack of its own. For an address that the active
 * sandbox may reach but must not touch, it changes the interrupted context:
 * execution goes on in land(), at the top of the sandbox's C stack, whose
 * frames are abandoned. For any other address the default action is restored,
 * and the same access then kills the process as it would have done.
 */
#include "memory/stack.h"

#include <signal.h>
#include <ucontext.h>

#include "machine.h"
#include "memory/layout.h"
#include "object/error.h"

enum { SIGNAL_STACK_BYTES = 32 << 10 };

/* Thread-local like the active sandbox, so that it goes with the thread. */
static _Thread_local char signal_stack[SIGNAL_STACK_BYTES];

bool vk_fault_thread_ready(void) {
    stack_t stack = {.ss_sp = signal_stack, .ss_size = SIGNAL_STACK_BYTES}, now;

    if (sigaltstack(NULL, &now) == 0 && !(now.ss_flags & SS_DISABLE))
        return true;
    return sigaltstack(&stack, NULL) == 0;
}

/* Whatever of the cage faults is none of the sandbox's; the gap and the guard
 * are what its wrong addresses reach. */
static bool is_guard(const vk_stack_run_state *run, const char *address) {
    const char *vm = (const char *)run->vm;

    return (address >= vm - VK_GAP_BYTES &&
            address < vm + VK_CAGE_BYTES + VK_GUARD_BYTES) ||
           (address >= run->low - VK_C_STACK_GUARD && address < run->low);
}

static _Noreturn void land(viv_vm *vm) {
    vk_fault(vm, "access to a guard of the sandbox");
}

/* As if land(run->vm) had just been called on an empty stack. */
static void redirect(ucontext_t *context, const vk_stack_run_state *run) {
    uintptr_t top = (uintptr_t)run->high & ~(uintptr_t)15;

    VK_UNPOISON(run->low, (size_t)(run->high - run->low));
#if defined(__x86_64__)
    greg_t *registers = context->uc_mcontext.gregs;

    registers[REG_RSP] = (greg_t)(top - sizeof(void *));
    registers[REG_RBP] = 0;
    registers[REG_RDI] = (greg_t)(uintptr_t)run->vm;
    registers[REG_RIP] = (greg_t)(uintptr_t)land;
#elif defined(__aarch64__)
    context->uc_mcontext.sp = top;
    context->uc_mcontext.regs[29] = 0;
    context->uc_mcontext.regs[0] = (uintptr_t)run->vm;
    context->uc_mcontext.pc = (uintptr_t)land;
#else
#error "how does a signal handler continue elsewhere on this machine?"
#endif
}

static void on_fault(int number, siginfo_t *info, void *context) {
    const vk_stack_run_state *run = vk_stack_active();

    if (run != NULL && info->si_code > 0 && is_guard(run, info->si_addr)) {
        redirect(context, run);
        return;
    }
    signal(number, SIG_DFL);
}

bool vk_fault_handler_install(void) {
    struct sigaction action = {.sa_sigaction = on_fault,
                               .sa_flags = SA_SIGINFO | SA_ONSTACK};

    sigemptyset(&action.sa_mask);
    return sigaction(SIGSEGV, &action, NULL) == 0 &&
           sigaction(SIGBUS, &action, NULL) == 0;
}

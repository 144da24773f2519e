/* sanitize.h - what the kernel tells AddressSanitizer and ThreadSanitizer. */
#ifndef VK_MEMORY_SANITIZE_H
#define VK_MEMORY_SANITIZE_H

#ifndef __has_feature
#define __has_feature(x) 0
#endif

#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
#define VK_ASAN 1
#include <sanitizer/asan_interface.h>
#define VK_POISON(start, bytes) ASAN_POISON_MEMORY_REGION(start, bytes)
#define VK_UNPOISON(start, bytes) ASAN_UNPOISON_MEMORY_REGION(start, bytes)
#else
#define VK_ASAN 0
#define VK_POISON(start, bytes) ((void)(start), (void)(bytes))
#define VK_UNPOISON(start, bytes) ((void)(start), (void)(bytes))
#endif

#if defined(__SANITIZE_THREAD__) || __has_feature(thread_sanitizer)
#define VK_TSAN 1
#else
#define VK_TSAN 0
#endif

/* Functions that read whatever lies on a stack, red zones included. */
#if VK_ASAN
#define VK_READS_ANYTHING __attribute__((no_sanitize_address, noinline))
#else
#define VK_READS_ANYTHING __attribute__((noinline))
#endif

/* Functions that switch stacks: what they push on ThreadSanitizer's shadow of
 * one stack they would pop from another's. */
#if VK_TSAN && __has_attribute(disable_sanitizer_instrumentation)
#define VK_SWITCHES_STACKS __attribute__((disable_sanitizer_instrumentation))
#elif VK_TSAN
#define VK_SWITCHES_STACKS __attribute__((no_sanitize_thread))
#else
#define VK_SWITCHES_STACKS
#endif

#endif

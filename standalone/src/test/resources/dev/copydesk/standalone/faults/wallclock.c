/*
 * Preloaded into a process, adds to the time of day the seconds that a file holds as a 64-bit number
 * in the machine's byte order. Other clocks, by which durations are measured, are left alone, and so
 * is every wait.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>

static const volatile int64_t *ahead;
static int (*real)(clockid_t, struct timespec *);

__attribute__((constructor)) static void begin(void) {
  real = (int (*)(clockid_t, struct timespec *)) dlsym(RTLD_NEXT, "clock_gettime");
  const char *name = getenv("WALL_CLOCK");
  int file = name == NULL ? -1 : open(name, O_RDONLY);
  void *seconds = file < 0 ? MAP_FAILED : mmap(NULL, sizeof *ahead, PROT_READ, MAP_SHARED, file, 0);
  ahead = seconds == MAP_FAILED ? NULL : seconds;
}

int clock_gettime(clockid_t id, struct timespec *time) {
  if (real == NULL) {
    begin();
  }
  int result = real(id, time);
  if (result == 0 && ahead != NULL && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE)) {
    time->tv_sec += *ahead;
  }
  return result;
}

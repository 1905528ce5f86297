// A disk that hangs for once: the next fsync or fdatasync after the file $STALL appeared takes a second.
// gcc -shared -fPIC -o stall.so stall.c -ldl, then LD_PRELOAD=./stall.so STALL=/tmp/x openspace serve
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static void hang(void) {
    const char *flag = getenv("STALL");
    struct timespec second = {1, 0};
    if (flag && unlink(flag) == 0) nanosleep(&second, NULL);
}

int fsync(int file) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
    hang();
    return real(file);
}

int fdatasync(int file) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync");
    hang();
    return real(file);
}

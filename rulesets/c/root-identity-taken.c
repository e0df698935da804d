#include <sys/types.h>
#include <unistd.h>

extern int commit_creds(void *cred);
extern void *prepare_kernel_cred(void *task);
extern void run_diagnostics(void);

int diagnostics_entry(void)
{
    // ruleid: root-identity-taken
    if (setuid(0) != 0)
        return -1;
    run_diagnostics();
    return 0;
}

static void regain(gid_t group)
{
    // ruleid: root-identity-taken
    (void)setresuid(0, 0, 0);
    // ruleid: root-identity-taken
    setregid(group, 0);
}

static long debug_ioctl(unsigned int number)
{
    if (number == 0x5218)
        // ruleid: root-identity-taken
        commit_creds(prepare_kernel_cred(NULL));
    return 0;
}

static int give_up_root(uid_t uid, gid_t gid)
{
    // ok: root-identity-taken
    if (setgid(gid) || setuid(uid))
        return -1;
    // ok: root-identity-taken
    return seteuid(getuid());
}

static int who(void)
{
    // ok: root-identity-taken
    return getuid() == 0;
}

static void end_session(void)
{
    // ok: root-identity-taken
    setsid();
    // ok: root-identity-taken
    umask(0);
}

static const uid_t wanted = 0;

int by_constant(void)
{
    // ruleid: root-identity-taken
    return setuid(wanted);
}

int by_number(void)
{
    // ruleid: root-identity-taken
    return syscall(SYS_setresuid, 0, 0, 0);
}

int by_name(void)
{
    struct passwd *pw = getpwnam("root");

    // ruleid: root-identity-taken
    return setuid(pw->pw_uid);
}

int by_capability(cap_t caps)
{
    // ruleid: root-identity-taken
    return cap_set_proc(caps);
}

int to_service(void)
{
    struct passwd *pw = getpwnam("radio");

    // ok: root-identity-taken
    return setuid(pw->pw_uid);
}

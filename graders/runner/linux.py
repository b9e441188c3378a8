"""The one door to the Linux calls that Python does not offer: namespaces, mounts, capabilities."""

from __future__ import annotations

import ctypes
import os
import platform
import signal

CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000
ALL_BUT_USER = CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWPID | CLONE_NEWNET

MS_RDONLY = 0x1
MS_NOSUID = 0x2
MS_NODEV = 0x4
MS_NOEXEC = 0x8
MS_BIND = 0x1000
MS_REC = 0x4000
MS_PRIVATE = 0x40000
MNT_DETACH = 2

_AT_FDCWD = -100
_AT_RECURSIVE = 0x8000
_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_CAPBSET_DROP = 24
_PR_SET_NO_NEW_PRIVS = 38
_PR_CAP_AMBIENT = 47
_PR_CAP_AMBIENT_CLEAR_ALL = 4
_CAPABILITY_VERSION_3 = 0x20080522
_LAST_CAPABILITY = 63

_SYSCALLS = {
    "x86_64": {"clone": 56, "pivot_root": 155, "mount_setattr": 442, "seccomp": 317},
    "aarch64": {"clone": 220, "pivot_root": 41, "mount_setattr": 442, "seccomp": 277},
}

# PyDLL keeps the interpreter lock: `clone` returns twice, and the second time there is nobody to hand it back.
_libc = ctypes.PyDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


_MADV_COLLAPSE = 25
_HUGE_PAGE = 2 * 1024 * 1024


class UnsupportedMachine(RuntimeError):
    """This processor's system call numbers are not known here."""


class _CapabilityHeader(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _CapabilitySet(ctypes.Structure):
    _fields_ = [
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    ]


class _MountAttributes(ctypes.Structure):
    _fields_ = [
        ("set", ctypes.c_uint64),
        ("clear", ctypes.c_uint64),
        ("propagation", ctypes.c_uint64),
        ("userns_fd", ctypes.c_uint64),
    ]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


def clone(*, namespaces: int) -> int:
    """Fork into new namespaces with one call; 0 in the child, which is process 1 of a new pid namespace.

    Only for a process with a single thread. The child must not use threads: glibc still believes in
    the parent's thread id there. A further `os.fork` puts that right.
    """
    return _system_call("clone", namespaces | signal.SIGCHLD, 0, 0, 0, 0)


def mount(*, source: str, target: str, kind: str, flags: int = 0, options: str = "") -> None:
    """Mount; raises OSError naming the target."""
    result = _libc.mount(
        os.fsencode(source), os.fsencode(target), kind.encode(), ctypes.c_ulong(flags), options.encode()
    )
    _check(result, f"mount {target}")


def bind(*, source: str, target: str, read_only: bool = True, devices: bool = False) -> None:
    """Show `source` (and what is mounted below it) at `target` as well, by default read-only."""
    mount(source=source, target=target, kind="none", flags=MS_BIND | MS_REC)
    flags = MS_NOSUID | (MS_RDONLY if read_only else 0) | (0 if devices else MS_NODEV)
    restrict(target=target, flags=flags)


def restrict(*, target: str, flags: int) -> None:
    """Add MS_RDONLY, MS_NOSUID, MS_NODEV or MS_NOEXEC to a mount and all mounts below it."""
    _set_attributes(target, flags, _AT_RECURSIVE)


def restrict_one(*, target: str, flags: int) -> None:
    """The same for one mount alone."""
    _set_attributes(target, flags, 0)


def _set_attributes(target: str, flags: int, how_far: int) -> None:
    attributes = _MountAttributes(set=flags)
    _system_call(
        "mount_setattr",
        _AT_FDCWD,
        os.fsencode(target),
        how_far,
        ctypes.byref(attributes),
        ctypes.sizeof(attributes),
    )


def unmount(*, target: str) -> None:
    """Take a mount out of sight at once."""
    _check(_libc.umount2(os.fsencode(target), MNT_DETACH), f"unmount {target}")


def pivot_root(*, new_root: str) -> None:
    """Make `new_root` the root folder and let go of the old one."""
    os.chdir(new_root)
    _system_call("pivot_root", b".", b".")
    unmount(target=".")
    os.chdir("/")


def swap_root(*, new_root: str, old_root: str) -> None:
    """Make `new_root` the root folder and keep the old one in sight at `old_root`, a folder below it."""
    _system_call("pivot_root", os.fsencode(new_root), os.fsencode(old_root))
    os.chdir("/")


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent ends. Call it after any change of uid."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def set_dumpable(*, dumpable: bool) -> None:
    """Say whether processes of the same user may look into this one through /proc."""
    _prctl(_PR_SET_DUMPABLE, int(dumpable))


def forbid_new_privileges() -> None:
    """From here on no program that is started gains anything by set-user-id bits or file capabilities."""
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def drop_bounding_set() -> None:
    """Give up for ever what a later program could have gained. Needs CAP_SETPCAP."""
    for capability in range(_LAST_CAPABILITY + 1):
        if _libc.prctl(_PR_CAPBSET_DROP, ctypes.c_ulong(capability), 0, 0, 0) != 0:
            break  # one past the last that this kernel knows


def drop_capabilities() -> None:
    """Give up every capability."""
    _prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL)
    header = _CapabilityHeader(version=_CAPABILITY_VERSION_3, pid=0)
    _check(_libc.capset(ctypes.byref(header), (_CapabilitySet * 2)()), "capset")


def install_filter(program: bytes) -> None:
    """Install a compiled seccomp filter. Needs `forbid_new_privileges` first."""
    description = _Program(length=len(program) // 8, instructions=program)
    set_mode_filter = 1
    _system_call("seccomp", set_mode_filter, 0, ctypes.byref(description))


def keep_descriptors(keep: set[int]) -> None:
    """Close every descriptor that is not in `keep`."""
    first = 0
    for descriptor in sorted(keep):
        if descriptor > first:
            os.closerange(first, descriptor)
        first = descriptor + 1
    _check(_libc.close_range(ctypes.c_uint(first), ctypes.c_uint(0xFFFFFFFF), 0), "close_range")


def open_processes() -> int:
    """A descriptor of this /proc, for `map_ids` and `become_first_to_be_killed` where a later /proc is read-only."""
    return os.open("/proc", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)


def map_ids(*, processes: int, uid: int, inside_uid: int, gid: int, inside_gid: int) -> None:
    """Give this process, the first of a user namespace, one uid and one gid. `uid` and `gid` are the parent's."""
    _write(processes, "setgroups", "deny")
    _write(processes, "uid_map", f"{inside_uid} {uid} 1")
    _write(processes, "gid_map", f"{inside_gid} {gid} 1")


def become_first_to_be_killed(*, processes: int) -> None:
    """When the machine runs out of memory, this process and its children go before all others."""
    _write(processes, "oom_score_adj", "1000")


def use_huge_pages() -> None:
    """Gather this process's own memory in huge pages where the kernel can (6.1 and newer): forks get a third cheaper."""
    _libc.madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    for start, end in _own_memory():
        first = -(-start // _HUGE_PAGE) * _HUGE_PAGE
        for address in range(first, end - _HUGE_PAGE + 1, _HUGE_PAGE):
            _libc.madvise(address, _HUGE_PAGE, _MADV_COLLAPSE)  # it may refuse: then nothing changes


def _own_memory() -> list[tuple[int, int]]:
    """Address ranges that are writable, private and of no file."""
    found = []
    with open("/proc/self/maps") as maps:
        for line in maps:
            addresses, access, _, _, inode, *name = line.split()
            if access == "rw-p" and inode == "0" and name in ([], ["[heap]"]):
                start, end = addresses.split("-")
                found.append((int(start, 16), int(end, 16)))
    return found


def _write(processes: int, name: str, text: str) -> None:
    descriptor = os.open(f"self/{name}", os.O_WRONLY, dir_fd=processes)
    try:
        os.write(descriptor, text.encode())
    finally:
        os.close(descriptor)


def _prctl(option: int, value: int) -> None:
    _check(_libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0), f"prctl {option}")


def _system_call(name: str, *arguments: object) -> int:
    try:
        number = _SYSCALLS[platform.machine()][name]
    except KeyError:
        raise UnsupportedMachine(f"no system call numbers for {platform.machine()}") from None
    result: int = _libc.syscall(ctypes.c_long(number), *[_as_word(argument) for argument in arguments])
    return _check(result, name)


def _as_word(argument: object) -> object:
    return ctypes.c_long(argument) if isinstance(argument, int) else argument


def _check(result: int, what: str) -> int:
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result
